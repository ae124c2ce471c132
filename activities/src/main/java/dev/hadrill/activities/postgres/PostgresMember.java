package dev.hadrill.activities.postgres;

import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Exec;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.stack.PostgresPair;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One container of a pair, asked by {@code psql} inside it, over its local socket; everything blocks. */
record PostgresMember(DockerEngine engine, PostgresPair pair, Instance instance) {
    private static final Duration STATEMENT = Duration.ofSeconds(5);

    /** Empty when it is down, paused, or not accepting connections. */
    Optional<PostgresView> look() {
        if (!instance.running()) {
            return Optional.empty();
        }
        Exec answer = sql(STATEMENT, PostgresView.SQL);
        return answer.ok() ? Optional.of(read(answer.stdout())) : Optional.empty();
    }

    /** Runs statements one after the other in one session, each in a transaction of its own; stops at an error. */
    Exec sql(Duration patience, String... statements) {
        List<String> argv = new ArrayList<>(psql(pair, instance));
        argv.addAll(List.of("-v", "ON_ERROR_STOP=1"));
        for (String statement : statements) {
            argv.addAll(List.of("-c", statement));
        }
        // A name in synchronous_standby_names whose standby is gone would hang every commit.
        String options = "-c statement_timeout=%d -c synchronous_commit=local".formatted(patience.toMillis());
        return engine.exec(
                instance,
                Command.of(argv)
                        .with(environment(pair, instance, options))
                        .as(pair.osUser())
                        .within(patience.plusSeconds(2)));
    }

    /** One that reads statements from its standard input until that ends, goes on after an error, and never writes. */
    static Command session(PostgresPair pair, Instance instance) {
        String options = "-c statement_timeout=%d -c default_transaction_read_only=on".formatted(STATEMENT.toMillis());
        return Command.of(psql(pair, instance))
                .with(environment(pair, instance, options))
                .as(pair.osUser());
    }

    private static List<String> psql(PostgresPair pair, Instance instance) {
        return List.of(
                "psql",
                "-XAtq",
                "-U",
                variable(instance, pair.userEnv()),
                "-d",
                variable(instance, pair.databaseEnv()));
    }

    private static Map<String, String> environment(PostgresPair pair, Instance instance, String options) {
        return Map.of(
                "PGPASSWORD",
                variable(instance, pair.passwordEnv()),
                "PGCONNECT_TIMEOUT",
                "3",
                "PGAPPNAME",
                "hadrill",
                "PGOPTIONS",
                options);
    }

    String variable(String name) {
        return variable(instance, name);
    }

    /** Fails for good when the container has no such variable. */
    private static String variable(Instance instance, String name) {
        return Optional.ofNullable(instance.env().get(name))
                .orElseThrow(() -> Failures.refuse(
                        Failures.BAD_REQUEST,
                        "container %s has no environment variable %s; correct the *_env names of the stack file"
                                .formatted(instance.name(), name)));
    }

    String database() {
        return variable(pair.databaseEnv());
    }

    String service() {
        return instance.service();
    }

    static PostgresView read(String json) {
        try {
            return Json.read(json.strip(), PostgresView.class);
        } catch (UncheckedIOException e) {
            throw Failures.passing(Failures.DOCKER_DOWN, "psql answered what is no view of a server: " + json, e);
        }
    }
}
