package dev.hadrill.bench.history;

import dev.hadrill.db.HistoryDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Started by {@code hadrill bench history}, which checks the arguments: DRILLS SEED [plans]. */
public final class HistoryBenchMain {
    /** An insert may take so much longer in a full history than in an empty one. */
    private static final double FLAT = 1.5;

    private static final double ANSWER_MS = 100;

    /** Stored elsewhere first: a JVM that has just started would make the first inserts look slow. */
    private static final int WARM_UP = 3_000;

    private HistoryBenchMain() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        int drills = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        boolean plans = arguments.length > 2;
        List<String> missed = new ArrayList<>();
        System.out.printf(
                "%,d drills of %d releases, seed %d, in a PostgreSQL of its own%n",
                drills, GeneratedDrills.RELEASES, seed);
        // As the local platform's, and as durable.
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("shared_buffers", "64MB")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .start()) {
            String url = "jdbc:postgresql://127.0.0.1:%d/".formatted(server.getPort());
            filled(url + "template1", new GeneratedDrills(seed + 1, WARM_UP, Instant.now()));
            Filling.Times times = filled(url + "postgres", new GeneratedDrills(seed, drills, Instant.now()));
            times.lines().forEach(System.out::println);
            if (times.ratio() > FLAT) {
                missed.add(String.format(Locale.ROOT, "an insert takes %.2f times as long", times.ratio()));
            }
            for (Answer answer : Answer.all(url + "postgres")) {
                System.out.println(answer.line());
                if (plans) {
                    answer.plan().forEach(line -> System.out.println("    " + line));
                }
                if (answer.medianMs() > ANSWER_MS) {
                    missed.add(answer.question().title());
                }
            }
        }
        System.out.println(missed.isEmpty() ? "passed" : "MISSED");
        missed.forEach(line -> System.err.println("hadrill: " + line));
        System.exit(missed.isEmpty() ? 0 : 1);
    }

    private static Filling.Times filled(String url, GeneratedDrills drills) {
        try (HistoryDatabase database = HistoryDatabase.owned(url, "postgres", "")) {
            return new Filling(database, drills).fill();
        }
    }
}
