package dev.hadrill.activities.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.evidence.EvidenceStore;
import dev.hadrill.workflows.history.HistoryActivities;
import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    @TempDir
    private Path folder;

    private final Database database = new Database();

    @Test
    void aDrillThatEndsWhileTheHistoryIsAwayIsShippedWhenItIsBack() {
        Outbox outbox = new Outbox(folder);
        DrillState drill = drill("d1");
        Evidence evidence = new Evidence("d1", "redis_kill-20260605T143000Z", Map.of("report.md", "é\n"));
        database.down = true;

        new DelayedHistory(database, outbox).persist(drill);
        DelayedEvidence store = new DelayedEvidence(database, outbox);
        store.store(evidence);

        assertThat(store.find("d1")).contains(evidence);
        assertThatThrownBy(() -> outbox.ship(database, database)).hasMessageContaining("away");
        database.down = false;
        assertThat(outbox.ship(database, database)).isEqualTo(2);
        assertThat(database.drills).containsExactly(drill);
        assertThat(database.evidence).containsExactly(evidence);
        assertThat(outbox.ship(database, database)).isZero();
    }

    /** Workers of one machine share the folder, and one of them may be newer for a while. */
    @Test
    void aDrillThatANewerWorkerLeftIsShippedByAnOlderOne() throws IOException {
        Outbox outbox = new Outbox(folder);
        DrillState drill = drill("d1");
        outbox.keep(drill);
        Path kept = folder.resolve(filesIn(folder).getFirst());
        Files.writeString(
                kept,
                Files.readString(kept).replaceFirst("\\{", "{\"what_a_newer_build_knows\":{\"even\":\"nested\"},"));

        assertThat(outbox.ship(database, database)).isOne();
        assertThat(database.drills).containsExactly(drill);
    }

    @Test
    void aHistoryThatIsThereGetsItAtOnce() throws IOException {
        new DelayedHistory(database, new Outbox(folder)).persist(drill("d1"));

        assertThat(database.drills).hasSize(1);
        assertThat(filesIn(folder)).isEmpty();
    }

    @Test
    void aRefusalIsNoAbsence() {
        database.refuses = true;

        assertThatThrownBy(() -> new DelayedHistory(database, new Outbox(folder)).persist(drill("d1")))
                .hasMessageContaining("other events");
    }

    @Test
    void whatIsRefusedForGoodIsPutAsideAndHoldsUpNothing() throws IOException {
        Outbox outbox = new Outbox(folder);
        outbox.keep(drill("d1"));
        Files.writeString(folder.resolve("drill-torn-1.json"), "{\"drill_id\":");
        outbox.keep(new Evidence("d1", "f", Map.of()));
        database.refuses = true;

        assertThat(outbox.ship(database, database)).isEqualTo(1);

        assertThat(filesIn(folder)).containsExactly("refused");
        assertThat(filesIn(folder.resolve("refused"))).containsExactly("drill-d1-1.json", "drill-torn-1.json");
    }

    @Test
    void anIdThatLeadsElsewhereIsRefused() {
        assertThatThrownBy(() -> new Outbox(folder).keep(drill("../d1"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void samplesAreReadFromTheDiskAndTheHistoryTogetherAndEachSegmentOnce() {
        SpooledSegments samples = new SpooledSegments(folder, database);
        samples.append(segment(1, 1));
        samples.append(segment(1, 0));
        assertThat(samples.ship()).isEqualTo(2);
        samples.append(segment(2, 0));
        samples.append(segment(1, 1));

        assertThat(samples.read("d1")).extracting(OutboxTest::key).containsExactly("1/0", "1/1", "2/0");
        database.down = true;
        assertThat(samples.read("d1")).extracting(OutboxTest::key).containsExactly("1/1", "2/0");
        assertThat(samples.read("d")).isEmpty();
        assertThatThrownBy(samples::ship).hasMessageContaining("away");
        database.down = false;
        assertThat(samples.ship()).isEqualTo(2);
        assertThat(samples.ship()).isZero();
        assertThat(samples.read("d1")).hasSize(3);
    }

    @Test
    void aProbeMayHaveAnyName() {
        SpooledSegments samples = new SpooledSegments(folder, database);

        samples.append(new Segment("d1", "../lb ~1.é/x", 1, 0, new byte[] {1}));

        assertThat(samples.read("d1")).singleElement().satisfies(segment -> {
            assertThat(segment.stream()).isEqualTo("../lb ~1.é/x");
            assertThat(segment.content()).containsExactly(1);
        });
    }

    private static Segment segment(int attempt, int sequence) {
        return new Segment("d1", "load_balancer", attempt, sequence, new byte[] {(byte) sequence});
    }

    private static String key(Segment segment) {
        return segment.attempt() + "/" + segment.sequence();
    }

    private static DrillState drill(String id) {
        return new DrillState(id, "w", List.of(new DrillEvent.LeaseTaken(Stamp.now(), "stack/freesdn")));
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** A history that can be away. */
    private static final class Database implements HistoryActivities, EvidenceStore, SegmentStore {
        private final List<DrillState> drills = new ArrayList<>();
        private final List<Evidence> evidence = new ArrayList<>();
        private final List<Segment> segments = new ArrayList<>();
        private boolean down;
        private boolean refuses;

        @Override
        public void ready() {
            answer();
        }

        @Override
        public void persist(DrillState drill) {
            answer();
            if (refuses) {
                throw Failures.refuse("HistoryConflict", "the history holds other events");
            }
            drills.add(drill);
        }

        @Override
        public void store(Evidence given) {
            answer();
            evidence.add(given);
        }

        @Override
        public Optional<Evidence> find(String drillId) {
            answer();
            return Optional.empty();
        }

        @Override
        public void append(Segment segment) {
            answer();
            segments.add(segment);
        }

        @Override
        public List<Segment> read(String drillId) {
            answer();
            return segments.stream()
                    .filter(segment -> segment.drillId().equals(drillId))
                    .toList();
        }

        private void answer() {
            if (down) {
                throw ApplicationFailure.newFailure("the history is away", Failures.HISTORY_DOWN);
            }
        }
    }
}
