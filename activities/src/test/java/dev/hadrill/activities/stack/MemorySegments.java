package dev.hadrill.activities.stack;

import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Segments for as long as a test runs. */
final class MemorySegments implements SegmentStore {
    private final List<Segment> kept = new CopyOnWriteArrayList<>();

    @Override
    public void append(Segment segment) {
        kept.add(segment);
    }

    @Override
    public List<Segment> read(String drillId) {
        return kept.stream()
                .filter(segment -> segment.drillId().equals(drillId))
                .sorted(Comparator.comparingInt(Segment::attempt).thenComparingInt(Segment::sequence))
                .toList();
    }

    /** As when a worker dies: of an attempt, only so many segments of each stream are left. */
    void tear(int attempt, int left) {
        kept.removeIf(segment -> segment.attempt() == attempt && segment.sequence() >= left);
    }
}
