package dev.hadrill.worker.metrics;

import dev.hadrill.db.JdbiNotices.Backlog;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.history.Due;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was read in the background the last time.
 *
 * @param historyUp null before it was tried; while it is false, {@code drills}, {@code due} and {@code backlog} are those of before
 * @param outboxFiles null where the disk could not be read, as {@code spoolBytes} is
 */
record Figures(
        List<DrillSummary> drills,
        List<Due> due,
        @Nullable Boolean historyUp,
        @Nullable Backlog backlog,
        @Nullable Integer outboxFiles,
        @Nullable Long spoolBytes) {
    static final Figures NONE = new Figures(List.of(), List.of(), null, null, null, null);

    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

    /** Reads anew; blocks, and never fails. */
    Figures next(Sources from) {
        Integer files = null;
        Long bytes = null;
        try {
            files = from.outboxFiles().getAsInt();
            bytes = from.spoolBytes().getAsLong();
        } catch (RuntimeException e) {
            LOG.warn("metrics: what waits for the history cannot be read: {}", e.toString());
        }
        try {
            return new Figures(
                    from.lastDrills().get(),
                    from.due().get(),
                    true,
                    from.backlog().get(),
                    files,
                    bytes);
        } catch (RuntimeException e) {
            if (!Boolean.FALSE.equals(historyUp) && !Thread.currentThread().isInterrupted()) {
                LOG.warn(
                        "metrics: {}; drills are shown as they were",
                        e instanceof ApplicationFailure down ? down.getOriginalMessage() : e.toString());
            }
            return new Figures(drills, due, false, backlog, files, bytes);
        }
    }
}
