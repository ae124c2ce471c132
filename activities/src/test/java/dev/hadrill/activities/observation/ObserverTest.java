package dev.hadrill.activities.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.activities.http.HttpProbe;
import dev.hadrill.scripted.ScriptedTarget;
import dev.hadrill.scripted.ScriptedTarget.Mode;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.Drill;
import dev.hadrill.workflows.drill.InjectionState;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.ObservationActivities;
import dev.hadrill.workflows.observation.ObserveRequest;
import dev.hadrill.workflows.observation.PinnedProbe;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Transition;
import dev.hadrill.workflows.observation.UrlProbe;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The observer as an activity: its signals, its question and its heartbeats reach a workflow, and a cancel reaches it. */
@Timeout(60)
class ObserverTest {
    private static final Witness NOBODY = (stack, onSighting) -> () -> {};
    private static final Duration STABLE_FOR = Duration.ofMillis(600);

    private final MemorySegments samples = new MemorySegments();
    private final ScriptedTarget target = new ScriptedTarget(0);
    private TestWorkflowEnvironment temporal;
    private WorkflowStub drill;

    @BeforeEach
    void start() {
        temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkerFactoryOptions(WorkerFactoryOptions.getDefaultInstance())
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Json.dataConverter())
                        .build())
                .build());
        Worker worker = temporal.newWorker(
                "hadrill",
                WorkerOptions.newBuilder()
                        .setMaxHeartbeatThrottleInterval(Duration.ofMillis(300))
                        .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(300))
                        .build());
        worker.registerWorkflowImplementationTypes(ListeningDrill.class);
        worker.registerActivitiesImplementations(new Observer(samples, NOBODY, HttpProbe::of));
        temporal.start();
        WorkflowClient client = temporal.getWorkflowClient();
        drill = client.newUntypedWorkflowStub(
                "Drill",
                WorkflowOptions.newBuilder()
                        .setTaskQueue("hadrill")
                        .setWorkflowId("wf")
                        .build());
    }

    @AfterEach
    void stop() {
        temporal.close();
        target.close();
    }

    @Test
    void theDrillHearsOfTheBaselineAndTheOutageAndIsAskedForTheInjection() {
        drill.start(request());
        await().until(() -> heard().baselines() == 1);
        Stamp requested = Stamp.now();
        target.become(Mode.ANSWERS_503);
        drill.signal("injected", new Injection(requested, Stamp.now(), "scripted"));
        await().until(() -> heard().transitions().equals(List.of(true)));
        target.become(Mode.UP);
        Observation observation = drill.getResult(Observation.class);
        assertThat(observation.end()).isEqualTo(Observation.End.STABLE);
        assertThat(observation.leading().outages()).singleElement().matches(outage -> outage.recovered());
        assertThat(heard().transitions()).containsExactly(true, false);
        assertThat(samples.samples()).hasSize(observation.leading().total());
    }

    @Test
    void aCancelledObservationReturnsWhatWasSeen() {
        drill.start(request());
        await().until(() -> heard().baselines() == 1);
        long cancelled = System.nanoTime();
        drill.signal("stop");
        Observation observation = drill.getResult(Observation.class);
        assertThat(observation.end()).isEqualTo(Observation.End.CANCELLED);
        assertThat(observation.leading().total()).isPositive();
        assertThat(Duration.ofNanos(System.nanoTime() - cancelled)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aTerminatedDrillEndsTheProbing() {
        drill.start(request());
        await().until(() -> heard().baselines() == 1);
        drill.terminate("by the test");
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            int before = target.asked();
            Thread.sleep(300);
            return target.asked() == before;
        });
    }

    private Heard heard() {
        return drill.query("heard", Heard.class);
    }

    private ObserveRequest request() {
        Probe probe =
                new UrlProbe("lb", URI.create("http://127.0.0.1:" + target.port() + "/"), null, null, null, null, null);
        Probing probing = new Probing(
                Duration.ofMillis(20), null, null, STABLE_FOR, Duration.ofMillis(300), List.of(probe), null);
        return new ObserveRequest(
                "drill",
                "wf",
                null,
                List.of(new PinnedProbe(probe, "127.0.0.1")),
                probing,
                null,
                null,
                Duration.ofSeconds(30));
    }

    /** What the workflow heard; true is the beginning of an outage. */
    public record Heard(int baselines, List<Boolean> transitions) {}

    /** The part of {@link Drill} that an observation talks with, under the same names. */
    @WorkflowInterface
    public interface Listening {
        @WorkflowMethod(name = "Drill")
        Observation run(ObserveRequest request);

        @SignalMethod
        void probeReady(Baseline baseline, Stamp at);

        @SignalMethod
        void transition(Transition transition);

        @SignalMethod
        void injected(Injection injection);

        @SignalMethod
        void stop();

        @QueryMethod
        InjectionState injection();

        @QueryMethod
        Heard heard();
    }

    public static final class ListeningDrill implements Listening {
        private final List<Boolean> transitions = new ArrayList<>();
        private CancellationScope scope;
        private int baselines;
        private InjectionState injection = new InjectionState(null);

        @Override
        public Observation run(ObserveRequest request) {
            ObservationActivities observer = Workflow.newActivityStub(
                    ObservationActivities.class,
                    ActivityOptions.newBuilder()
                            .setStartToCloseTimeout(Duration.ofMinutes(2))
                            .setHeartbeatTimeout(Duration.ofSeconds(5))
                            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                            .build());
            CompletablePromise<Observation> seen = Workflow.newPromise();
            scope = Workflow.newCancellationScope(() -> seen.completeFrom(Async.function(observer::observe, request)));
            scope.run();
            return seen.get();
        }

        @Override
        public void stop() {
            scope.cancel();
        }

        @Override
        public void probeReady(Baseline baseline, Stamp at) {
            baselines++;
        }

        @Override
        public void transition(Transition transition) {
            transitions.add(transition.outage());
        }

        @Override
        public void injected(Injection seen) {
            injection = new InjectionState(seen);
        }

        @Override
        public InjectionState injection() {
            return injection;
        }

        @Override
        public Heard heard() {
            return new Heard(baselines, List.copyOf(transitions));
        }
    }
}
