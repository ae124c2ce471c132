package dev.hadrill.activities.files;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.history.HistoryActivities;
import io.temporal.failure.ApplicationFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A history that may be away when a drill ends: it then goes to the outbox (DESIGN 5.5). */
public final class DelayedHistory implements HistoryActivities {
    private static final Logger LOG = LoggerFactory.getLogger(DelayedHistory.class);

    private final HistoryActivities history;
    private final Outbox outbox;

    public DelayedHistory(HistoryActivities history, Outbox outbox) {
        this.history = history;
        this.outbox = outbox;
    }

    @Override
    public void ready() {
        history.ready();
    }

    @Override
    public void persist(DrillState drill) {
        try {
            history.persist(drill);
        } catch (ApplicationFailure e) {
            if (!Failures.HISTORY_DOWN.equals(e.getType())) {
                throw e;
            }
            LOG.warn("{}; drill {} waits in the outbox", e.getOriginalMessage(), drill.drillId());
            outbox.keep(drill);
        }
    }
}
