package dev.hadrill.activities.observation;

import dev.hadrill.workflows.observation.Sample;
import java.util.function.LongConsumer;

/** How one probe is asked; many threads ask at once. */
@FunctionalInterface
public interface Asking extends AutoCloseable {
    /** Blocks until it is answered, refused or timed out; never throws. {@code onSent} is told when it is sent. */
    Sample ask(long plannedNs, LongConsumer onSent);

    /** Ends what was held open between the questions. Does not wait for those under way. */
    @Override
    default void close() {}
}
