package dev.hadrill.workflows.history;

import java.util.List;

/** Where segments are kept: what a drill records as it comes. */
public interface SegmentStore {
    /** Idempotent. Blocks; throws an unchecked exception when the store cannot be reached. */
    void append(Segment segment);

    /** Every stream's, in the order of attempt and sequence; empty when there are none. */
    List<Segment> read(String drillId);
}
