package dev.hadrill.activities.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.evidence.EvidenceStore;
import dev.hadrill.workflows.gate.GateActivities;
import dev.hadrill.workflows.lease.Holder;
import dev.hadrill.workflows.lease.LeaseState;
import dev.hadrill.workflows.lease.StackLease;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a gate asks of Temporal, on an in-process one. */
@Timeout(60)
class GateFilesTest {
    private static final String QUEUE = "gate-files";
    private static final String GATE = "gate/freesdn/release";

    /** Stands for a drill and for a lease: it has a state, may be aborted once, and ends when it is told to. */
    @WorkflowInterface
    public interface Running {
        @WorkflowMethod
        void run(@Nullable LeaseState state);

        @SignalMethod
        void end();

        @QueryMethod
        @Nullable
        LeaseState state();

        @UpdateMethod
        String abort(Abort why);

        @UpdateValidatorMethod(updateName = "abort")
        void validateAbort(Abort why);
    }

    /** What {@link Running} does. */
    public static final class RunningImpl implements Running {
        private @Nullable LeaseState lease;
        private @Nullable Abort aborted;
        private boolean ended;

        @Override
        public void run(@Nullable LeaseState state) {
            lease = state;
            Workflow.await(() -> ended);
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public @Nullable LeaseState state() {
            return lease;
        }

        @Override
        public String abort(Abort why) {
            aborted = why;
            return "aborting for " + why.by();
        }

        @Override
        public void validateAbort(Abort why) {
            if (aborted != null) {
                throw new IllegalStateException("too late to abort: the drill is RESTORING");
            }
        }
    }

    /** Starts a drill as its child, as a gate does. */
    @WorkflowInterface
    public interface Parent {
        @WorkflowMethod
        void run(String drillWorkflowId);
    }

    /** What {@link Parent} does. */
    public static final class ParentImpl implements Parent {
        @Override
        public void run(String drillWorkflowId) {
            Workflow.newChildWorkflowStub(
                            Running.class,
                            ChildWorkflowOptions.newBuilder()
                                    .setWorkflowId(drillWorkflowId)
                                    .build())
                    .run(null);
        }
    }

    /** Calls an activity as a gate does. */
    @WorkflowInterface
    public interface Caller {
        @WorkflowMethod
        Answer call(String what, String first, String second);
    }

    /** What an activity returned. */
    public record Answer(
            @Nullable String words,
            @Nullable Holder holder,
            @Nullable DrillSummary drill) {}

    /** What {@link Caller} does. */
    public static final class CallerImpl implements Caller {
        @Override
        public Answer call(String what, String first, String second) {
            GateActivities gate = Workflow.newActivityStub(
                    GateActivities.class,
                    ActivityOptions.newBuilder()
                            .setStartToCloseTimeout(Duration.ofMinutes(1))
                            .build());
            return switch (what) {
                case "abort" -> new Answer(gate.abortDrill(first, new Abort("lunch", second)), null, null);
                case "await" -> new Answer(null, gate.awaitOwnLease(first, second), null);
                default -> new Answer(null, null, gate.look(first, second));
            };
        }
    }

    private final Map<String, DrillState> history = new ConcurrentHashMap<>();
    private volatile boolean historyIsAway;
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
        Worker worker = temporal.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(RunningImpl.class, ParentImpl.class, CallerImpl.class);
        worker.registerActivitiesImplementations(new GateFiles(this::kept, new NoStore(), stack -> "1"));
        temporal.start();
        client = temporal.getWorkflowClient();
    }

    @AfterEach
    void stop() {
        temporal.close();
    }

    @Test
    void aDrillThatRunsIsAbortedAndOneThatIsPastItOrEndedIsLeftAlone() {
        WorkflowStub drill = running("drill-1", null);

        assertThat(call("abort", "drill-1", "sre").words()).isEqualTo("aborting for sre");
        assertThat(call("abort", "drill-1", "sre").words())
                .isEqualTo("not aborted: too late to abort: the drill is RESTORING");
        drill.signal("end");
        drill.getResult(Void.class);
        assertThat(call("abort", "drill-1", "sre").words()).isEqualTo("it has ended");
        assertThat(call("abort", "none", "sre").words()).isEqualTo("it has ended");
    }

    @Test
    void aLeaseOfADrillOfThisGateIsWaitedFor() {
        child(GATE, GATE + "/kill-1");
        WorkflowStub lease = lease(GATE + "/kill-1");
        WorkflowStub waiting = started("await", "freesdn", GATE);
        await().during(Duration.ofMillis(1_500))
                .atMost(Duration.ofSeconds(10))
                .until(() -> waiting.describe().getStatus().name().endsWith("RUNNING"));

        lease.signal("end");

        assertThat(waiting.getResult(Answer.class).holder()).isNull();
    }

    @Test
    void aLeaseOfAnotherGateIsSomebodyElsesAlsoWhereItsIdBeginsWithThisOnes() {
        child(GATE + "/1.3", GATE + "/1.3/kill-1");
        lease(GATE + "/1.3/kill-1");

        assertThat(call("await", "freesdn", GATE).holder())
                .extracting(Holder::workflowId)
                .isEqualTo(GATE + "/1.3/kill-1");
    }

    @Test
    void aLeaseThatNobodyHoldsOrThatHealsByItselfIsNotWaitedFor() {
        assertThat(call("await", "freesdn", GATE).holder()).isNull();
        lease(null);

        assertThat(call("await", "freesdn", GATE).holder())
                .extracting(Holder::workflowId, Holder::purpose)
                .containsExactly("stack/freesdn", "restore");
    }

    @Test
    void aDrillIsKnownFromTheHistoryElseFromItsMemoAndNotAtAllWhenItNeverBegan() {
        DrillState passed = new GateStory("").drills().get("d1");
        history.put("d1", passed);
        assertThat(call("look", "drill-d1", "d1").drill()).isEqualTo(passed.summary());

        historyIsAway = true;
        String runId = remembering("drill-2", passed.events().subList(0, 1));
        assertThat(call("look", "drill-2", runId).drill()).satisfies(drill -> {
            assertThat(drill.drillId()).isEqualTo(runId);
            assertThat(drill.verdict()).isNull();
        });
        assertThat(call("look", "drill-3", remembering("drill-3", List.of())).drill())
                .isNull();
    }

    private Optional<DrillState> kept(String drillId) {
        if (historyIsAway) {
            throw Failures.passing(Failures.HISTORY_DOWN, "away", null);
        }
        return Optional.ofNullable(history.get(drillId));
    }

    private WorkflowStub lease(@Nullable String holder) {
        return running(
                StackLease.id("freesdn"),
                new LeaseState("held", holder, holder == null ? "restore" : "drill kill", List.of(), List.of()));
    }

    private void child(String parent, String drill) {
        client.newUntypedWorkflowStub("Parent", options(parent)).start(drill);
        await().ignoreExceptions()
                .until(() -> client.newUntypedWorkflowStub(drill).describe() != null);
    }

    private WorkflowStub running(String id, @Nullable LeaseState state) {
        WorkflowStub stub = client.newUntypedWorkflowStub("Running", options(id));
        stub.start(state);
        stub.query("state", LeaseState.class); // it has run once
        return stub;
    }

    /** Its run's id. */
    private String remembering(String id, List<DrillEvent> events) {
        Map<String, Object> memo = new HashMap<>();
        events.forEach(event -> memo.put(DrillState.memoKey(memo.size()), event));
        WorkflowStub stub = client.newUntypedWorkflowStub(
                "Running", WorkflowOptions.newBuilder(options(id)).setMemo(memo).build());
        return stub.start((Object) null).getRunId();
    }

    private Answer call(String what, String first, String second) {
        return started(what, first, second).getResult(Answer.class);
    }

    private WorkflowStub started(String what, String first, String second) {
        WorkflowStub stub = client.newUntypedWorkflowStub("Caller", options("caller-" + System.nanoTime()));
        stub.start(what, first, second);
        return stub;
    }

    private static WorkflowOptions options(String id) {
        return WorkflowOptions.newBuilder()
                .setTaskQueue(QUEUE)
                .setWorkflowId(id)
                .build();
    }

    /** Nothing is stored in these tests. */
    private static final class NoStore implements EvidenceStore {
        @Override
        public void store(Evidence evidence) {
            throw new AssertionError("nothing was to be stored");
        }

        @Override
        public Optional<Evidence> find(String drillId) {
            return Optional.empty();
        }
    }
}
