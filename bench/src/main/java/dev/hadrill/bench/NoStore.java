package dev.hadrill.bench;

import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import java.util.List;

/** Keeps nothing: no other attempt goes on from here. */
final class NoStore implements SegmentStore {
    @Override
    public void append(Segment segment) {}

    @Override
    public List<Segment> read(String drillId) {
        return List.of();
    }
}
