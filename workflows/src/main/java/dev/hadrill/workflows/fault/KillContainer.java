package dev.hadrill.workflows.fault;

/** SIGKILL through the engine: the container stays down whatever its restart policy. */
public record KillContainer() implements Fault {}
