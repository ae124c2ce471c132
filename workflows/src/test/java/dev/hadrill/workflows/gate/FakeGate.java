package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.Drill;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.evidence.EvidenceRef;
import dev.hadrill.workflows.lease.Holder;
import dev.hadrill.workflows.regression.Comparison;
import dev.hadrill.workflows.regression.Sample;
import io.temporal.activity.Activity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The gate's activities, by hand. */
public final class FakeGate implements GateActivities, GateHistory {
    public final List<GateState> rows = new CopyOnWriteArrayList<>();
    public final List<CompareRequest> compared = new CopyOnWriteArrayList<>();
    public final List<String> aborted = new CopyOnWriteArrayList<>();
    public final AtomicInteger historyIsAwayFor = new AtomicInteger();
    public volatile List<Comparison> comparisons = List.of();
    public volatile @Nullable Holder other;
    public volatile boolean nothingIsKnown;
    public volatile boolean abortFails;
    public volatile int waitedForLease;

    @Override
    public String abortDrill(String drillWorkflowId, Abort why) {
        if (abortFails) {
            throw Failures.refuse("x", "no");
        }
        aborted.add(drillWorkflowId);
        return Activity.getExecutionContext()
                .getWorkflowClient()
                .newWorkflowStub(Drill.class, drillWorkflowId)
                .abort(why);
    }

    @Override
    public @Nullable Holder awaitOwnLease(String stack, String gateWorkflowId) {
        waitedForLease++;
        return other;
    }

    @Override
    public @Nullable DrillSummary look(String drillWorkflowId, String drillId) {
        return nothingIsKnown ? null : begun(drillWorkflowId, drillId);
    }

    /** A drill that was refused before its fault. */
    private static DrillSummary begun(String workflowId, String drillId) {
        return new DrillSummary(
                drillId,
                workflowId,
                "freesdn",
                "kill",
                null,
                null,
                Instant.EPOCH,
                null,
                null,
                null,
                20.0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Override
    public EvidenceRef write(GateState gate) {
        return new EvidenceRef("gate-x", Map.of());
    }

    @Override
    public void requireBaseline(String stack, String baseline) {
        if (baseline.equals("unknown")) {
            throw Failures.refuse(Failures.BAD_REQUEST, "no drill of release unknown; there are: 26.08.1");
        }
    }

    @Override
    public Compared compare(CompareRequest request) {
        compared.add(request);
        List<Sample> samples = new ArrayList<>();
        request.candidate().forEach((scenario, runs) -> samples.add(new Sample(scenario, runs, List.of())));
        return new Compared(samples, comparisons, List.of("26.08.1"), List.of());
    }

    @Override
    public void persist(GateState gate) {
        if (historyIsAwayFor.getAndDecrement() > 0) {
            throw Failures.passing(Failures.HISTORY_DOWN, "away", null);
        }
        rows.add(gate);
    }
}
