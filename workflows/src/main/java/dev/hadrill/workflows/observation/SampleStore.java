package dev.hadrill.workflows.observation;

import java.util.List;

/** Where segments of samples are kept. */
public interface SampleStore {
    /** Idempotent. Blocks; throws an unchecked exception when the store cannot be reached. */
    void append(Segment segment);

    /** In the order of attempt and sequence; empty when there are none. */
    List<Segment> read(String drillId);
}
