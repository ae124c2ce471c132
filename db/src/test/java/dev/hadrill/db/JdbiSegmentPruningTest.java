package dev.hadrill.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.db.JdbiSegmentPruning.Freed;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.history.Segment;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbiSegmentPruningTest {
    private static final Freed NOTHING = new Freed(0, 0, 0);

    private final HistoryDatabase database = Postgres.newHistory();
    private final JdbiDrillHistory history = new JdbiDrillHistory(database);
    private final JdbiSegmentStore segments = new JdbiSegmentStore(database);
    private final JdbiSegmentPruning pruning = new JdbiSegmentPruning(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void samplesOfOldDrillsGoAndAllElseStays() {
        DrillState drill = Drills.passed("old", "redis_kill");
        Evidence evidence = new Evidence("old", "folder", Map.of("report.json", "{}"));
        history.persist(drill);
        new JdbiEvidenceStore(database).store(evidence);
        endedDaysAgo("old", 91);
        append("old", 3);
        history.persist(Drills.passed("recent", "redis_kill"));
        endedDaysAgo("recent", 89);
        append("recent", 2);

        assertThat(pruning.wouldFree(90)).isEqualTo(new Freed(1, 3, 30));
        assertThat(segments.read("old")).as("nothing is gone yet").hasSize(3);
        assertThat(pruning.prune(90)).isEqualTo(new Freed(1, 3, 30));
        assertThat(pruning.prune(90)).as("again").isEqualTo(NOTHING);

        assertThat(segments.read("old")).isEmpty();
        assertThat(segments.read("recent")).hasSize(2);
        assertThat(history.events("old")).contains(drill);
        assertThat(new JdbiEvidenceStore(database).find("old")).contains(evidence);
    }

    @Test
    void aDrillThatHasNotEndedKeepsItsSamples() {
        append("without-a-row", 2);
        history.persist(Drills.begun("with-a-row", "redis_kill"));
        append("with-a-row", 2);
        database.use(handle -> handle.execute("UPDATE drill SET started_at = now() - interval '400 days'"));

        assertThat(pruning.prune(1)).isEqualTo(NOTHING);
        assertThat(segments.read("without-a-row")).hasSize(2);
        assertThat(segments.read("with-a-row")).hasSize(2);
    }

    @Test
    void whatNeverBecameADrillGoesWhenNothingWasAddedForThatLong() {
        append("refused", 2);
        append("running", 2);
        database.use(
                handle -> handle.execute(
                        "UPDATE drill_segment SET stored_at = now() - interval '8 days' WHERE drill_id = 'refused' OR seq = 0"));

        assertThat(pruning.prune(9)).isEqualTo(NOTHING);
        assertThat(pruning.prune(7)).isEqualTo(new Freed(1, 2, 20));
        assertThat(segments.read("running")).hasSize(2);
    }

    @Test
    void manyDrillsGoInManyTransactions() {
        for (int i = 0; i < 120; i++) {
            history.persist(Drills.passed("d" + i, "redis_kill"));
            endedDaysAgo("d" + i, 10);
            append("d" + i, 1);
        }

        assertThat(pruning.prune(9)).isEqualTo(new Freed(120, 120, 1_200));
    }

    private void append(String drillId, int count) {
        IntStream.range(0, count)
                .forEach(seq -> segments.append(new Segment(drillId, Segment.probe("lb"), 1, seq, new byte[10])));
    }

    private void endedDaysAgo(String drillId, int days) {
        database.use(handle -> handle.execute(
                "UPDATE drill SET finished_at = now() - make_interval(days => ?) WHERE drill_id = ?", days, drillId));
    }
}
