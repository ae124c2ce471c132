package dev.hadrill.activities.ledger;

import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.workflows.ledger.Write.Side;

/**
 * One way to a store.
 *
 * @param place the container that the client runs in
 * @param command its first line is {@code pid} and its process id in there
 */
public record Client(Side side, DockerEngine engine, Instance place, Command command, Dialect dialect) {}
