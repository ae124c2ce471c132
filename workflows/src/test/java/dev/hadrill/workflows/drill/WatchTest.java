package dev.hadrill.workflows.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.base.Throwables;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.TaskQueues;
import dev.hadrill.workflows.drill.DrillEvent.ObservationEnded;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Transition;
import dev.hadrill.workflows.observation.Until;
import dev.hadrill.workflows.observation.UrlProbe;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.CanceledFailure;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an observation without a fault of ours ends, and that it touches nothing. */
@Timeout(60)
class WatchTest extends DrillHarness {
    @Test
    void outageOfSomebodyElseIsKeptWithoutAVerdict() {
        DrillSummary summary = result(start((Duration) null));

        assertThat(summary.scenario()).isEqualTo("observe");
        assertThat(summary.verdict()).isNull();
        assertThat(summary.release()).isEqualTo("r1");
        assertThat(summary.finishedAt()).isNotNull();
        assertThat(summary.evidence()).isNotNull();
        assertThat(world.calls).containsExactly("pinProbes", "observe", "baseline", "observed", "write", "persist");
        DrillState kept = world.rows.getFirst();
        assertThat(kept.events().stream().map(event -> event.getClass().getSimpleName()))
                .containsExactly("WatchStarted", "ObservationEnded", "ReportWritten");
        assertThat(kept.observation().orElseThrow().leading().outages()).hasSize(1);
        assertThat(kept.summary()).isEqualTo(summary);
    }

    @Test
    void durationIsObservedToItsEndAndWithoutOneAnOutageIsAwaited() {
        result(start(Duration.ofSeconds(5)));
        result(start((Duration) null));

        assertThat(world.observed).extracting("until").containsExactly(Until.TIME_IS_OVER, Until.STABLE_AFTER_OUTAGE);
        assertThat(world.observed).extracting("maxWait").containsExactly(Duration.ofSeconds(5), Duration.ofMinutes(30));
    }

    @Test
    void stoppedOneKeepsWhatItSawAndCompletes() throws Exception {
        Watch watch = watching();

        assertThat(watch.stop(new Abort("lunch", "sre"))).startsWith("stopping");
        DrillSummary summary = result(watch);

        assertThat(summary.evidence()).isNotNull();
        DrillState kept = world.rows.getFirst();
        assertThat(kept.observation().orElseThrow().end()).isEqualTo(Observation.End.CANCELLED);
        assertThat(kept.last(DrillEvent.DrillAborted.class)
                        .orElseThrow()
                        .abort()
                        .by())
                .isEqualTo("sre");
    }

    @Test
    void cancelledOneKeepsWhatItSawAndEndsAsCancelled() throws Exception {
        Watch watch = watching();

        WorkflowStub.fromTyped(watch).cancel();

        assertThatThrownBy(() -> result(watch))
                .isInstanceOf(WorkflowFailedException.class)
                .hasRootCauseInstanceOf(CanceledFailure.class);
        assertThat(world.rows).singleElement().matches(row -> row.has(ObservationEnded.class));
    }

    @Test
    void secondStopIsTooLate() throws Exception {
        Watch watch = watching();
        watch.stop(new Abort("lunch", "sre"));

        assertThatThrownBy(() -> watch.stop(new Abort("again", "sre"))).isInstanceOf(WorkflowUpdateException.class);
        result(watch);
    }

    @Test
    void refusedAddressFailsItAtOnce() {
        world.fail("pinProbes", () -> Failures.refuse(Failures.GUARD_REFUSED, "203.0.113.8 is public"));

        assertThatThrownBy(() -> result(start((Duration) null)))
                .satisfies(e -> assertThat(failureType(e)).isEqualTo(Failures.GUARD_REFUSED));
        assertThat(world.calls).doesNotContain("observe", "persist");
    }

    @Test
    void brokenObservationIsKeptAndFailsTheWorkflow() {
        world.fail("observed", () -> Failures.refuse("Broken", "the prober broke"));

        assertThatThrownBy(() -> result(start((Duration) null)))
                .satisfies(e -> assertThat(rootMessage(e)).contains("the prober broke"));
        assertThat(world.rows).singleElement().matches(row -> row.has(DrillEvent.EngineFailed.class));
    }

    @Test
    void evidenceThatCannotBeRenderedCostsNoMeasurement() {
        world.fail("write", () -> Failures.refuse("Broken", "no such field"));

        DrillSummary summary = result(start((Duration) null));

        assertThat(summary.evidence()).isNull();
        assertThat(world.rows).singleElement().matches(row -> row.observation().isPresent());
    }

    @Test
    void serviceThatFlapsForHoursDoesNotFillTheHistory() {
        world.transitions = IntStream.range(0, 60)
                .mapToObj(i -> new Transition("service", i % 2 == 0, Stamp.now()))
                .toList();

        result(start((Duration) null));

        assertThat(world.rows.getFirst().events()).hasSizeLessThan(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}|observation must be given",
                "{\"observation\":{\"probes\":[]}}|at least one probe",
                "{\"observation\":{\"probes\":[{\"name\":\"a\",\"url\":\"http://127.0.0.1/\"}]},\"duration\":\"-3\"}"
                        + "|duration must be > 0, was -3.0s",
                "{\"observation\":{\"probes\":[{\"name\":\"a\",\"url\":\"http://127.0.0.1/\"}]},\"for\":\"3\"}"
                        + "|Unrecognized field \"for\""
            })
    void wrongInputFailsTheWorkflowAtOnce(String inputAndMessage) throws Exception {
        String[] parts = inputAndMessage.split("\\|", 2);
        WorkflowStub watch = temporal.getWorkflowClient().newUntypedWorkflowStub("Watch", options("watch-bad"));
        watch.start(Json.mapper().readTree(parts[0]));

        assertThatThrownBy(() -> watch.getResult(5, TimeUnit.SECONDS, Object.class))
                .isInstanceOf(WorkflowFailedException.class)
                .satisfies(e -> assertThat(Throwables.getStackTraceAsString(e)).contains(parts[1]));
        assertThat(world.calls).isEmpty();
    }

    /** One that will not end by itself. */
    private Watch watching() throws InterruptedException {
        world.observeForEver = true;
        world.hold("baseline");
        Watch watch = start(Duration.ofHours(1));
        world.awaitReached("baseline");
        world.letGo("baseline");
        await().until(() -> watch.state().stage() == Stage.OBSERVING);
        return watch;
    }

    private Watch start(@Nullable Duration duration) {
        UrlProbe probe =
                new UrlProbe("load_balancer", URI.create("http://127.0.0.1:1/ready"), null, null, null, null, null);
        Probing probing = new Probing(null, null, null, null, null, List.of(probe), null);
        Watch watch = temporal.getWorkflowClient().newWorkflowStub(Watch.class, options("watch-" + System.nanoTime()));
        WorkflowClient.start(watch::run, new WatchRequest(probing, duration, null, "r1", "sre"));
        return watch;
    }

    private static WorkflowOptions options(String id) {
        return WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.HADRILL)
                .setWorkflowId(id)
                .build();
    }

    private static DrillSummary result(Watch watch) {
        return WorkflowStub.fromTyped(watch).getResult(DrillSummary.class);
    }
}
