package dev.hadrill.activities.evidence;

import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.evidence.EvidenceStore;
import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A drill that took place in the lab: its events, and what its probes and its witness recorded. */
record Recorded(DrillState drill, List<Segment> segments) {
    static Recorded read(String scenario) {
        try (InputStream in = Objects.requireNonNull(
                Recorded.class.getResourceAsStream("/recorded/" + scenario + ".json"), scenario)) {
            return Json.mapper().readValue(in, Recorded.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a worker renders it. */
    Evidence evidence() {
        Written written = new Written();
        new EvidenceFiles(new Read(segments), written).write(drill);
        return Objects.requireNonNull(written.evidence);
    }

    private static final class Written implements EvidenceStore {
        private Evidence evidence;

        @Override
        public void store(Evidence rendered) {
            evidence = rendered;
        }

        @Override
        public Optional<Evidence> find(String drillId) {
            return Optional.ofNullable(evidence);
        }
    }

    private record Read(List<Segment> segments) implements SegmentStore {
        @Override
        public void append(Segment segment) {
            throw new UnsupportedOperationException("what is recorded is not added to");
        }

        @Override
        public List<Segment> read(String drillId) {
            return segments;
        }
    }
}
