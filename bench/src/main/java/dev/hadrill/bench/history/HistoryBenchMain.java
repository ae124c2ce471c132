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

    /** A history of about 1,000 drills to compare with. */
    private static final int SMALL = 1_250;

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
                .setServerConfig("random_page_cost", "1.1")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .start()) {
            String url = "jdbc:postgresql://127.0.0.1:%d/".formatted(server.getPort());
            Filling.Times times = filled(url, new GeneratedDrills(seed, drills, Instant.now()));
            System.out.println(times.line());
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
            try (HistoryDatabase database = HistoryDatabase.owned(url + "postgres", "postgres", "")) {
                TrendsRead trends = TrendsRead.of(database);
                System.out.println(trends.line());
                if (trends.medianMs() > TrendsRead.MOST_MS) {
                    missed.add("what hadrill trends reads");
                }
            }
        }
        System.out.println(missed.isEmpty() ? "passed" : "MISSED");
        missed.forEach(line -> System.err.println("hadrill: " + line));
        System.exit(missed.isEmpty() ? 0 : 1);
    }

    private static Filling.Times filled(String url, GeneratedDrills drills) {
        try (HistoryDatabase other = HistoryDatabase.owned(url + "template1", "postgres", "");
                HistoryDatabase database = HistoryDatabase.owned(url + "postgres", "postgres", "")) {
            Filling small = new Filling(other, new GeneratedDrills(drills.seed() + 1, SMALL, drills.end()));
            Filling full = new Filling(database, drills);
            small.fill();
            full.fill();
            return Filling.compare(small, full);
        }
    }
}
