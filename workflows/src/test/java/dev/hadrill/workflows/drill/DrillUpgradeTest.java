package dev.hadrill.workflows.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.TaskQueues;
import dev.hadrill.workflows.lease.LeaseActivities;
import dev.hadrill.workflows.lease.StackLeaseImpl;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Transition;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.runbook.PromotionRunbookImpl;
import dev.hadrill.workflows.runbook.StepDone;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers are replaced by a newer build's while a drill runs, and the drill that they finish is the one that was begun. */
@Timeout(60)
class DrillUpgradeTest extends DrillHarness {
    private @Nullable WorkerFactory newer;

    /** Nothing stays with a worker: the in-process server never takes a task back from the queue of one that is gone. */
    @Override
    WorkerOptions.Builder workerOptions() {
        return super.workerOptions().setStickyQueueScheduleToStartTimeout(Duration.ZERO);
    }

    @AfterEach
    void endNewer() {
        if (newer != null) {
            newer.shutdownNow();
        }
    }

    @Test
    void drillThatIsUpgradedAfterItsFaultEndsWithItsVerdictOnceAndTheNextOneHasTheNewStep() {
        world.observeForEver = true;
        Drill begun = start("kill");
        await().until(() -> begun.state().stage() == Stage.OBSERVING);

        upgrade();

        assertThat(result(begun).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(world.rows).singleElement().matches(row -> !row.has(DrillEvent.EngineFailed.class));
        assertThat(times("inject")).isOne();
        assertThat(times("observe")).as("taken over").isGreaterThan(1);
        assertThat(times("heal")).isOne();
        assertThat(times("holder")).as("the new step").isZero();

        assertThat(next().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(times("holder")).isOne();
    }

    @Test
    void drillThatIsUpgradedBeforeItsFaultGoesOnToIt() throws Exception {
        world.hold("baseline");
        Drill begun = start("kill");
        world.awaitReached("baseline");

        upgrade();
        world.letGo("baseline");

        assertThat(result(begun).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(times("inject")).isOne();
        assertThat(times("holder")).isZero();
    }

    private void upgrade() {
        WorkerFactory old = temporal.getWorkerFactory();
        old.shutdown(); // as a worker ends: what is brief ends by itself
        old.awaitTermination(1, TimeUnit.SECONDS);
        old.shutdownNow();
        old.awaitTermination(20, TimeUnit.SECONDS);
        assertThat(old.isTerminated()).isTrue();
        world.observeForEver = false;
        newer = WorkerFactory.newInstance(
                temporal.getWorkflowClient(),
                WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(0).build()); // each task from the history
        Worker worker = newer.newWorker(TaskQueues.HADRILL, workerOptions().build());
        worker.registerWorkflowImplementationTypes(NewerDrill.class, PromotionRunbookImpl.class, StackLeaseImpl.class);
        worker.registerActivitiesImplementations(world, ledger);
        newer.start();
    }

    private DrillSummary next() {
        Drill drill = stub(Drill.class, "drill-2");
        WorkflowClient.start(drill::run, DrillRequest.of("kill"));
        return result(drill);
    }

    private int times(String call) {
        return Collections.frequency(List.copyOf(world.calls), call);
    }

    /** This build's drill with a step before it, as docs/upgrading.md wants it. */
    public static final class NewerDrill implements Drill {
        private final DrillImpl drill;

        @WorkflowInit
        public NewerDrill(DrillRequest request) {
            drill = new DrillImpl(request);
        }

        @Override
        public DrillSummary run(DrillRequest request) {
            if (Workflow.getVersion("it is asked who holds the stack", Workflow.DEFAULT_VERSION, 1) >= 1) {
                DrillImpl.brief(LeaseActivities.class, "Ask who holds the stack")
                        .holder("stack/freesdn");
            }
            return drill.run(request);
        }

        @Override
        public void probeReady(Baseline baseline, Stamp at) {
            drill.probeReady(baseline, at);
        }

        @Override
        public void transition(Transition transition) {
            drill.transition(transition);
        }

        @Override
        public void ledgerReady(Stamp at) {
            drill.ledgerReady(at);
        }

        @Override
        public void undoArmed(String undoId, Stamp at) {
            drill.undoArmed(undoId, at);
        }

        @Override
        public void promotionIntended(Promotion promotion, Stamp at) {
            drill.promotionIntended(promotion, at);
        }

        @Override
        public void runbookStep(StepDone step) {
            drill.runbookStep(step);
        }

        @Override
        public DrillState state() {
            return drill.state();
        }

        @Override
        public InjectionState injection() {
            return drill.injection();
        }

        @Override
        public String abort(Abort abort) {
            return drill.abort(abort);
        }

        @Override
        public void validateAbort(Abort abort) {
            drill.validateAbort(abort);
        }
    }
}
