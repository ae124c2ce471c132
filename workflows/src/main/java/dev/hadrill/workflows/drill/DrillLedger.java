package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.ActivityStubs;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent.LedgerBegan;
import dev.hadrill.workflows.drill.DrillEvent.LedgerRead;
import dev.hadrill.workflows.drill.DrillEvent.LedgerRead.When;
import dev.hadrill.workflows.ledger.LedgerActivities;
import dev.hadrill.workflows.ledger.LedgerRequest;
import dev.hadrill.workflows.stack.PinnedStack;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The ledger beside a drill: written from before the fault to the end of the observation, read back twice, swept away.
 * Does nothing for a stack without one. For workflow code.
 */
final class DrillLedger {
    private final DrillLog log;
    private final @Nullable LedgerRequest request;
    private final CancellationScope writer;
    private @Nullable Promise<Integer> writing;
    private boolean ready;

    DrillLedger(DrillLog log, PinnedStack pinned, Duration longest) {
        this.log = log;
        this.request = pinned.stack().ledger() == null
                ? null
                : new LedgerRequest(log.state().drillId(), log.state().workflowId(), pinned);
        this.writer = Workflow.newDetachedCancellationScope(() -> writing = Async.function(
                ActivityStubs.lasting(LedgerActivities.class, "Write the ledger", longest)::write, request));
    }

    void start() {
        if (request != null) {
            writer.run();
        }
    }

    void ready(Stamp at) {
        if (!ready) {
            ready = true;
            log.record(new LedgerBegan(at));
        }
    }

    /** Whether the fault need not wait for it any more: it is being written, or never will be. */
    boolean settled() {
        return ready || writing == null || writing.isCompleted();
    }

    /** Fails as the writing failed, when it failed before it began. */
    void requireReady() {
        if (!ready && writing != null && writing.isCompleted()) {
            writing.get();
        }
    }

    /** Stops writing, and waits until that is so. */
    void stop() {
        if (writing != null && !writing.isCompleted()) {
            writer.cancel("it was written long enough");
            try {
                writing.get();
            } catch (ActivityFailure e) {
                Workflow.getLogger(DrillLedger.class).warn("the ledger was not written to its end", e);
            }
        }
    }

    void read(When when) {
        if (request == null || !ready) {
            return;
        }
        try {
            log.record(new LedgerRead(
                    DrillLog.now(),
                    when,
                    patient("Read the ledger back")
                            .readBack(request, log.state().injection().orElse(null))));
        } catch (ActivityFailure e) {
            log.record(new DrillEvent.LedgerLost(DrillLog.now(), DrillImpl.reason(e)));
        }
    }

    /** Never fails a drill: what is left is swept by the next one. */
    void sweep() {
        if (request == null || writing == null) {
            return;
        }
        try {
            patient("Remove the ledger").sweep(request);
        } catch (ActivityFailure e) {
            Workflow.getLogger(DrillLedger.class).warn("the ledger was not removed: {}", DrillImpl.reason(e));
        }
    }

    private static LedgerActivities patient(String summary) {
        return ActivityStubs.brief(LedgerActivities.class, summary, Duration.ofSeconds(30), Duration.ofMinutes(1));
    }
}
