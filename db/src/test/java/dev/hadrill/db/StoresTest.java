package dev.hadrill.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.observation.Outcome;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.SampleCodec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoresTest {
    private final HistoryDatabase database = Postgres.newHistory();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void samplesComeBackInTheOrderOfAttemptAndSequenceEachSegmentOnce() {
        JdbiSegmentStore store = new JdbiSegmentStore(database);
        List<Sample> samples = List.of(
                new Sample(1_000_000, 1_001_000, 4_000_000, Outcome.GOOD, 200),
                new Sample(51_000_000, 51_000_000, 55_000_000, Outcome.REFUSED, 0));
        Segment late = new Segment("d1", "lb", 2, 0, SampleCodec.encode(samples));

        store.append(late);
        store.append(new Segment("d1", "lb", 1, 1, SampleCodec.encode(List.of())));
        store.append(new Segment("d1", "lb", 1, 0, SampleCodec.encode(samples.subList(0, 1))));
        store.append(late);
        store.append(new Segment("d2", "lb", 1, 0, SampleCodec.encode(samples)));

        List<Segment> read = store.read("d1");
        assertThat(read)
                .extracting(Segment::attempt, Segment::sequence)
                .containsExactly(tuple(1, 0), tuple(1, 1), tuple(2, 0));
        assertThat(SampleCodec.decode(read.getLast().content())).isEqualTo(samples);
        assertThat(store.read("none")).isEmpty();
    }

    @Test
    void evidenceComesBackByteForByteAndTheLastOneCounts() {
        JdbiEvidenceStore store = new JdbiEvidenceStore(database);
        store.store(new Evidence("d1", "old", Map.of("gone.txt", "x")));
        Evidence evidence =
                new Evidence("d1", "redis_kill-20260605T143000Z", Map.of("report.md", "é\0\r\n💥", "a.csv", ""));

        store.store(evidence);
        store.store(evidence);

        assertThat(store.find("d1")).contains(evidence);
        assertThat(store.find("d2")).isEmpty();
        String sha256 =
                database.in(handle -> handle.createQuery("SELECT sha256 FROM drill_evidence WHERE file = 'a.csv'")
                        .mapTo(String.class)
                        .one());
        assertThat(sha256).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
