package dev.hadrill.starter.platform;

import dev.hadrill.starter.CommandFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** Waits until every part of the platform does its work, or says in one line which does not and why. */
final class Readiness implements AutoCloseable {
    private static final int HOPELESS_RESTARTS = 5;
    private static final String WRONG_PASSWORD = "28P01";

    private final Path data;
    private final Connection connection;
    private final TemporalProbe temporal;
    private final boolean ownTemporal;
    private final boolean ownHistory;

    Readiness(Settings settings, Connection connection, boolean ownTemporal, boolean ownHistory) {
        this.data = settings.data();
        this.ownTemporal = ownTemporal;
        this.ownHistory = ownHistory;
        this.connection = connection;
        this.temporal = new TemporalProbe(connection, ownTemporal);
    }

    /** The parts are asked in the order in which they need each other. */
    void await(Incarnation supervisor, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        int before = restarts();
        while (true) {
            Optional<Missing> missing = missing();
            if (missing.isEmpty()) {
                return;
            }
            if (!supervisor.isAlive()) {
                throw failed("supervisor", "the supervisor died");
            }
            requireNoneDying(before);
            if (System.nanoTime() > deadline) {
                throw failed(missing.get().part(), missing.get().what() + " within " + limit.toSeconds() + " s");
            }
            Waiting.sleep(Duration.ofMillis(50));
        }
    }

    /** What the environment names must answer before anything is started beside it. */
    void requireOthers(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<Missing> missing = othersMissing();
        while (missing.isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new CommandFailed(missing.get().what() + " within " + limit.toSeconds()
                        + " s; it comes from the environment: check TEMPORAL_ADDRESS and HADRILL_HISTORY_URL");
            }
            Waiting.sleep(Duration.ofMillis(200));
            missing = othersMissing();
        }
    }

    @Override
    public void close() {
        temporal.close();
    }

    private record Missing(String part, String what) {}

    private Optional<Missing> missing() {
        return temporalMissing().or(this::historyMissing).or(this::workersMissing);
    }

    private Optional<Missing> othersMissing() {
        Optional<Missing> first = ownTemporal ? Optional.empty() : temporalMissing();
        return first.isPresent() || ownHistory ? first : historyMissing();
    }

    private Optional<Missing> temporalMissing() {
        return temporal.missing().map(what -> new Missing("temporal", what));
    }

    private Optional<Missing> historyMissing() {
        Properties login = new Properties();
        login.setProperty("user", connection.historyUser());
        login.setProperty("password", connection.historyPassword());
        login.setProperty("connectTimeout", "2");
        login.setProperty("socketTimeout", "5");
        try (java.sql.Connection open = DriverManager.getConnection(connection.historyUrl(), login)) {
            return open.isValid(2)
                    ? Optional.empty()
                    : Optional.of(new Missing("history", "the history did not answer"));
        } catch (SQLException e) {
            if (WRONG_PASSWORD.equals(e.getSQLState())) {
                throw new CommandFailed("the history at " + connection.historyUrl() + " refuses the password of "
                        + connection.historyUser()
                        + "; set HADRILL_HISTORY_PASSWORD, or for the local one delete " + data.resolve("secrets"));
            }
            return Optional.of(new Missing(
                    "history",
                    "the history at " + connection.historyUrl() + " did not answer (" + e.getMessage() + ")"));
        }
    }

    private Optional<Missing> workersMissing() {
        List<Part> workers = parts().stream()
                .filter(part -> part.name().startsWith("worker"))
                .toList();
        Optional<Part> down = workers.stream().filter(part -> !part.isAlive()).findFirst();
        if (down.isPresent()) {
            return Optional.of(new Missing(down.get().name(), down.get().name() + " did not stay up"));
        }
        long polling = temporal.pollers(workers.stream()
                .flatMap(part -> Optional.ofNullable(part.process()).stream())
                .map(Incarnation::pid)
                .collect(Collectors.toSet()));
        return polling >= workers.size()
                ? Optional.empty()
                : Optional.of(new Missing("worker-1", polling + " of " + workers.size() + " workers polled"));
    }

    private void requireNoneDying(int before) {
        if (restarts() - before < HOPELESS_RESTARTS) {
            return;
        }
        Part dying = parts().stream()
                .max((a, b) -> Integer.compare(a.restarts(), b.restarts()))
                .orElseThrow();
        throw failed(dying.name(), dying.name() + " died " + dying.restarts() + " times at its start");
    }

    private List<Part> parts() {
        return Platform.current(data).map(Platform::parts).orElse(List.of());
    }

    private int restarts() {
        return parts().stream().collect(Collectors.summingInt(Part::restarts));
    }

    private CommandFailed failed(String part, String what) {
        Path log = data.resolve("logs").resolve(part + ".log");
        return new CommandFailed(what + "; " + log + ": " + lastLine(log));
    }

    /** The last line that is not a frame of a stack trace. */
    private static String lastLine(Path log) {
        try {
            String text = Files.readString(log, StandardCharsets.ISO_8859_1);
            return Subprocess.lastOf(text.lines()
                            .filter(line -> !line.matches("\\s+(at|\\.\\.\\.) .*"))
                            .collect(Collectors.joining("\n")))
                    .orElse("(empty)");
        } catch (IOException e) {
            return "(cannot be read)";
        }
    }
}
