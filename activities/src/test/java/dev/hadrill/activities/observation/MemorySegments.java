package dev.hadrill.activities.observation;

import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.SampleCodec;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Segments in memory. */
public final class MemorySegments implements SegmentStore {
    private final List<Segment> segments = new CopyOnWriteArrayList<>();
    public volatile boolean down;

    @Override
    public void append(Segment segment) {
        if (down) {
            throw new IllegalStateException("the store is down");
        }
        segments.add(segment);
    }

    @Override
    public List<Segment> read(String drillId) {
        if (down) {
            throw new IllegalStateException("the store is down");
        }
        return segments.stream()
                .filter(segment -> segment.drillId().equals(drillId))
                .sorted(Comparator.comparingInt(Segment::attempt).thenComparingInt(Segment::sequence))
                .toList();
    }

    public List<Sample> samples() {
        return segments.stream()
                .filter(segment -> segment.probe() != null)
                .flatMap(segment -> SampleCodec.decode(segment.content()).stream())
                .toList();
    }
}
