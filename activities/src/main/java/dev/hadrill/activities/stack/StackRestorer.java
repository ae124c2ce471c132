package dev.hadrill.activities.stack;

import dev.hadrill.activities.compose.RenamedOrphans;
import dev.hadrill.activities.docker.Await;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.DockerEngines;
import dev.hadrill.activities.docker.Parallel;
import dev.hadrill.activities.lease.Healing;
import dev.hadrill.activities.ledger.WalLossRecord;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.history.SegmentStore;
import dev.hadrill.workflows.lease.HealRequest;
import dev.hadrill.workflows.lease.Holder;
import dev.hadrill.workflows.lease.LeaseActivities;
import dev.hadrill.workflows.lease.LeaseState;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.runbook.PromotionRunbook;
import dev.hadrill.workflows.stack.Component;
import dev.hadrill.workflows.stack.ComponentHealth;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.ReplicaSet;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes stacks whole, component by component: first what the replicas depend on, then the replicas. */
public final class StackRestorer implements LeaseActivities {
    private final DockerEngines engines;
    private final SegmentStore segments;
    private final DrillConclusion conclusion;

    public StackRestorer(DockerEngines engines, SegmentStore segments, DrillConclusion conclusion) {
        this.engines = engines;
        this.segments = segments;
        this.conclusion = conclusion;
    }

    @Override
    public Holder holder(String leaseId) {
        WorkflowStub lease = client().newUntypedWorkflowStub(leaseId);
        try {
            Instant since = lease.describe().getStartTime();
            LeaseState state = lease.query("state", LeaseState.class);
            return new Holder(state.holder() == null ? leaseId : state.holder(), since, state.purpose());
        } catch (WorkflowNotFoundException e) {
            return new Holder(leaseId, Instant.now(), "ended in the meantime");
        }
    }

    @Override
    public void awaitRunbook(String stack) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        String id = PromotionRunbook.id(stack);
        try (Heartbeat heartbeat = new Heartbeat(context, "waiting for " + id)) {
            while (runs(context.getWorkflowClient(), id)) {
                heartbeat.say("waiting for " + id);
                Await.pause();
            }
        }
    }

    @Override
    public Restoration heal(HealRequest request) {
        try (Heartbeat heartbeat = new Heartbeat(Activity.getExecutionContext(), "looking")) {
            return heal(request, heartbeat::say);
        }
    }

    @Override
    public void conclude(String workflowId, String runId, Restoration restoration) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        try (Heartbeat heartbeat = new Heartbeat(context, "reading " + workflowId)) {
            heartbeat.say("concluding " + workflowId);
            conclusion.conclude(context.getWorkflowClient(), workflowId, runId, restoration);
        }
    }

    /** @param progress told what is being done; its failure ends the attempt */
    Restoration heal(HealRequest request, Consumer<String> progress) {
        Stamp began = Stamp.now();
        PinnedStack stack = request.stack();
        DockerEngine engine = engines.of(stack);
        String projectName = stack.stack().compose().project();
        Healing healing = new Healing(request.undos(), request.intent(), losses(request), progress);
        RenamedOrphans.sweep(engine, projectName).forEach(healing::did);
        Map<String, Component> components = stack.stack().components();
        for (boolean replicas : List.of(false, true)) {
            Parallel.map(
                    components.entrySet().stream()
                            .filter(entry -> (entry.getValue() instanceof ReplicaSet) == replicas)
                            .toList(),
                    entry -> healOne(engine, stack, entry, healing));
        }
        List<ComponentHealth> health = Keepers.health(engine, stack, engine.project(projectName));
        List<String> todo = Stream.concat(
                        healing.todo().stream(),
                        health.stream()
                                .filter(component -> !component.redundant())
                                .flatMap(component -> component.problems().stream()
                                        .map(problem -> component.component() + ": " + problem)))
                .distinct()
                .toList();
        boolean whole = health.stream().allMatch(ComponentHealth::redundant);
        return new Restoration(whole, health, healing.done(), whole ? List.of() : todo, began, Stamp.now());
    }

    private @Nullable WalLossRecord losses(HealRequest request) {
        return request.stack().stack().ledger() == null || request.undos().isEmpty()
                ? null
                : new WalLossRecord(segments, request.undos().getFirst().id());
    }

    /** One component that cannot be healed does not keep the others from it. */
    private static boolean healOne(
            DockerEngine engine, PinnedStack stack, Map.Entry<String, Component> entry, Healing healing) {
        try {
            Keepers.of(engine, stack, entry.getKey(), entry.getValue()).heal(healing);
            return true;
        } catch (ActivityCompletionException e) {
            throw e; // another attempt has taken over
        } catch (ApplicationFailure e) {
            healing.ask("%s: %s".formatted(entry.getKey(), e.getOriginalMessage()));
            return false;
        }
    }

    private static boolean runs(WorkflowClient client, String id) {
        try {
            return client.newUntypedWorkflowStub(id).describe().getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    private static WorkflowClient client() {
        return Activity.getExecutionContext().getWorkflowClient();
    }
}
