package dev.hadrill.activities.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.activities.docker.DockerEngines;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.evidence.ConclusionActivities;
import dev.hadrill.workflows.evidence.EvidenceRef;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.history.HistoryActivities;
import dev.hadrill.workflows.lease.Holder;
import dev.hadrill.workflows.lease.LeaseActivities;
import dev.hadrill.workflows.lease.LeaseState;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.runbook.PromotionRunbook;
import dev.hadrill.workflows.stack.ComponentHealth;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseActivitiesTest {
    private static final String QUEUE = "lease-activities";
    private static final Stamp NOW = Stamp.now();
    private static final Restoration WHOLE = new Restoration(
            true,
            List.of(new ComponentHealth("redis", true, Map.of(), List.of())),
            List.of("started x"),
            List.of(),
            NOW,
            NOW);
    private static final Restoration BROKEN = new Restoration(
            false,
            List.of(new ComponentHealth("redis", false, Map.of(), List.of())),
            List.of(),
            List.of("start x"),
            NOW,
            NOW);

    /** Something with a state, that ends when it is told to. */
    @WorkflowInterface
    public interface Queried {
        @WorkflowMethod
        void run(String state);

        @SignalMethod
        void end();

        @QueryMethod
        com.fasterxml.jackson.databind.JsonNode state();
    }

    /** What {@link Queried} does. */
    public static final class QueriedImpl implements Queried {
        private String json = "{}";
        private boolean ended;

        @Override
        public void run(String state) {
            json = state;
            Workflow.await(() -> ended);
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public com.fasterxml.jackson.databind.JsonNode state() {
            return Json.read(json, com.fasterxml.jackson.databind.JsonNode.class);
        }
    }

    /** Calls the activities as a lease does. */
    @WorkflowInterface
    public interface Caller {
        @WorkflowMethod
        Holder call(String what, String workflowId, String runId, Restoration restoration);
    }

    /** What {@link Caller} does. */
    public static final class CallerImpl implements Caller {
        @Override
        public Holder call(String what, String workflowId, String runId, Restoration restoration) {
            LeaseActivities activities = Workflow.newActivityStub(
                    LeaseActivities.class,
                    ActivityOptions.newBuilder()
                            .setStartToCloseTimeout(Duration.ofMinutes(5))
                            .setHeartbeatTimeout(Duration.ofSeconds(2))
                            .build());
            switch (what) {
                case "holder" -> {
                    return activities.holder(workflowId);
                }
                case "keep" ->
                    Workflow.newActivityStub(
                                    ConclusionActivities.class,
                                    ActivityOptions.newBuilder()
                                            .setStartToCloseTimeout(Duration.ofMinutes(1))
                                            .setRetryOptions(RetryOptions.newBuilder()
                                                    .setInitialInterval(Duration.ofMillis(10))
                                                    .build())
                                            .build())
                            .keep("first-run");
                case "await" -> activities.awaitRunbook(workflowId);
                default -> activities.conclude(workflowId, runId, restoration);
            }
            return new Holder("", java.time.Instant.EPOCH, "");
        }
    }

    private final List<DrillState> evidence = new ArrayList<>();
    private final List<DrillState> persisted = new ArrayList<>();
    private volatile int unrenderable;
    private TestWorkflowEnvironment temporal;
    private WorkflowClient client;

    @BeforeEach
    void start() {
        temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Json.dataConverter())
                        .build())
                .build());
        var worker = temporal.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(QueriedImpl.class, CallerImpl.class);
        HistoryActivities history = new HistoryActivities() {
            @Override
            public void ready() {}

            @Override
            public void persist(DrillState drill) {
                persisted.add(drill);
            }
        };
        DrillConclusion conclusion = new DrillConclusion(
                drill -> {
                    evidence.add(drill);
                    if (evidence.size() <= unrenderable) {
                        throw new IllegalStateException("no such figure");
                    }
                    return new EvidenceRef("folder", Map.of());
                },
                history);
        worker.registerActivitiesImplementations(
                conclusion, new StackRestorer(new DockerEngines(), new MemorySegments(), conclusion));
        temporal.start();
        client = temporal.getWorkflowClient();
    }

    @AfterEach
    void stop() {
        temporal.close();
    }

    @Test
    void aTerminatedDrillIsConcludedOnceAsInconclusive() {
        DrillState state = started().apply(new DrillEvent.FaultConfirmed(NOW, "dead"));
        WorkflowStub drill = remembering("drill/1", state);
        String runId = drill.getExecution().getRunId();
        drill.terminate("test");

        call("conclude", "drill/1", runId, WHOLE);
        call("conclude", "drill/1", runId, WHOLE);

        DrillState last = persisted.getLast();
        assertThat(persisted)
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.drillId()).isEqualTo(runId));
        assertThat(last.summary().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(last.summary().reason()).startsWith("terminated after the fault");
        assertThat(last.summary().redundancyRestored()).isTrue();
        assertThat(last.summary().evidence()).isEqualTo("folder");
        assertThat(evidence.getFirst().has(DrillEvent.VerdictReached.class)).isTrue();
    }

    @Test
    void aDrillThatReportedIsOnlyPersisted() {
        DrillState state = started()
                .apply(new DrillEvent.VerdictReached(NOW, Verdict.PASSED, "fine"))
                .apply(new DrillEvent.ReportWritten(NOW, new EvidenceRef("its own", Map.of())));
        WorkflowStub drill = remembering("drill/2", state);
        drill.signal("end");
        drill.getResult(Void.class);

        call("conclude", "drill/2", drill.getExecution().getRunId(), WHOLE);

        assertThat(evidence).isEmpty();
        assertThat(persisted).hasSize(1);
        assertThat(persisted.getFirst().events()).isEqualTo(state.events());
    }

    @Test
    void aDrillThatRunsIsKeptFromItsMemo() {
        DrillState state = started().apply(new DrillEvent.VerdictReached(NOW, Verdict.PASSED, "fine"));
        unrenderable = 1;

        callRemembering("keep", state);

        DrillState kept = persisted.getFirst();
        assertThat(persisted).hasSize(1);
        assertThat(evidence).hasSize(2);
        assertThat(kept.drillId()).isEqualTo("first-run");
        assertThat(kept.events())
                .startsWith(state.events().toArray(DrillEvent[]::new))
                .hasSize(3);
        assertThat(kept.summary().evidence()).isEqualTo("folder");
    }

    @Test
    void aDrillThatCannotBeRenderedIsKeptAndSaysWhy() {
        unrenderable = Integer.MAX_VALUE;

        callRemembering("keep", started());

        assertThat(persisted)
                .singleElement()
                .satisfies(kept -> assertThat(kept.last(DrillEvent.EngineFailed.class)
                                .orElseThrow()
                                .reason())
                        .isEqualTo("no evidence could be rendered: no such figure"));
    }

    @Test
    void whatWasNotInjectedAndWhatIsNotRestoredIsSaid() {
        assertThat(DrillConclusion.ended(started(), WHOLE).summary().reason()).contains("nothing was injected");
        DrillState armed = started().apply(new DrillEvent.UndoArmed(NOW, "u", "redis"));
        assertThat(DrillConclusion.ended(armed, WHOLE).summary().reason()).contains("may have been injected");
        assertThat(DrillConclusion.ended(armed, BROKEN).summary().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(DrillConclusion.ended(armed, BROKEN).summary().reason()).contains("start x");
    }

    @Test
    void theHolderOfALeaseIsNamed() {
        queried("stack/x", Json.write(new LeaseState("held", "drill/3", "redis_kill", List.of(), List.of())));

        Holder holder = call("holder", "stack/x", "", WHOLE);

        assertThat(holder.workflowId()).isEqualTo("drill/3");
        assertThat(holder.purpose()).isEqualTo("redis_kill");
        assertThat(call("holder", "stack/none", "", WHOLE).purpose()).contains("ended");
    }

    @Test
    void theRunbookIsAwaitedAndOneThatNeverWasIsNot() throws InterruptedException {
        call("await", "none", "", WHOLE);
        WorkflowStub runbook = queried(PromotionRunbook.id("x"), "{}");
        WorkflowStub waiting = started("await", "x", "", WHOLE);
        Thread.sleep(2_500); // longer than the heartbeat time-out
        assertThat(waiting.describe().getStatus().name()).endsWith("RUNNING");

        runbook.signal("end");
        waiting.getResult(Holder.class);
    }

    /** A workflow whose memo holds a drill's events. */
    private WorkflowStub remembering(String id, DrillState state) {
        WorkflowStub stub = client.newUntypedWorkflowStub("Queried", remembering(options(id), state));
        stub.start("{}");
        return stub;
    }

    private void callRemembering(String what, DrillState state) {
        WorkflowStub stub = client.newUntypedWorkflowStub("Caller", remembering(options("caller"), state));
        stub.start(what, "", "", WHOLE);
        stub.getResult(Holder.class);
    }

    private static WorkflowOptions remembering(WorkflowOptions options, DrillState state) {
        Map<String, Object> memo = new HashMap<>();
        for (DrillEvent event : state.events()) {
            memo.put(DrillState.memoKey(memo.size()), event);
        }
        return WorkflowOptions.newBuilder(options).setMemo(memo).build();
    }

    private WorkflowStub queried(String id, String state) {
        WorkflowStub stub = client.newUntypedWorkflowStub("Queried", options(id));
        stub.start(state);
        stub.query("state", com.fasterxml.jackson.databind.JsonNode.class); // it has run once
        return stub;
    }

    private Holder call(String what, String workflowId, String runId, Restoration restoration) {
        return started(what, workflowId, runId, restoration).getResult(Holder.class);
    }

    private WorkflowStub started(String what, String workflowId, String runId, Restoration restoration) {
        WorkflowStub stub = client.newUntypedWorkflowStub("Caller", options("caller-" + System.nanoTime()));
        stub.start(what, workflowId, runId, restoration);
        return stub;
    }

    private static WorkflowOptions options(String id) {
        return WorkflowOptions.newBuilder()
                .setTaskQueue(QUEUE)
                .setWorkflowId(id)
                .build();
    }

    private static DrillState started() {
        DrillEvent event = new DrillEvent.DrillStarted(
                NOW,
                DrillRequest.of("redis_kill"),
                "freesdn",
                "redis_kill",
                new Target("redis", Role.MASTER),
                new KillContainer(),
                Recovery.AUTOMATIC,
                Duration.ofSeconds(20),
                null,
                "http://127.0.0.1:18080/",
                "00");
        return new DrillState("id", "drill/1", List.of(event));
    }
}
