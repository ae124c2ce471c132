package dev.hadrill.starter.schedule;

import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.schedule.Exclusions;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Drills and gates that end when a test says so. */
public final class ScriptedWorkflows {
    private ScriptedWorkflows() {}

    /** Whatever a schedule starts, as a test ends it. */
    public interface Ends {
        @SignalMethod
        void end(String verdict);
    }

    @WorkflowInterface
    public interface ScriptedDrill extends Ends {
        @WorkflowMethod(name = "Drill")
        void run(DrillRequest request);

        @QueryMethod
        DrillState state();
    }

    @WorkflowInterface
    public interface ScriptedGate extends Ends {
        @WorkflowMethod(name = "ReleaseGate")
        Map<String, Object> run(Map<String, Object> request);
    }

    public static final class Drill implements ScriptedDrill {
        private static final List<String> KNOWN = List.of("api_kill", "redis_kill");
        private DrillState state = new DrillState("d1", "w1", List.of());
        private @Nullable String verdict;

        @Override
        public void run(DrillRequest request) {
            if (!KNOWN.contains(request.scenario())) {
                throw Failures.refuse(
                        Failures.BAD_REQUEST,
                        "scenario '%s' does not exist in stack freesdn; there are: api_kill, redis_kill"
                                .formatted(request.scenario()));
            }
            state = state.apply(started(request));
            if (Boolean.TRUE.equals(request.checkOnly())) {
                if (request.scenario().equals("api_kill")) {
                    throw Failures.refuse(Failures.GUARD_REFUSED, "redundancy: api-2 is down");
                }
                return;
            }
            if (Exclusions.refusal(request.exclude()).isPresent()) {
                verdict = Attributes.SKIPPED;
            }
            Workflow.await(() -> verdict != null);
            Workflow.upsertTypedSearchAttributes(Attributes.VERDICT.valueSet(verdict));
        }

        @Override
        public void end(String asThis) {
            verdict = asThis;
        }

        @Override
        public DrillState state() {
            return state;
        }

        private static DrillEvent started(DrillRequest request) {
            return new DrillEvent.DrillStarted(
                    Stamp.approximate(Workflow.currentTimeMillis()),
                    request,
                    "freesdn",
                    request.scenario(),
                    new Target("redis", Role.MASTER),
                    new KillContainer(),
                    Recovery.AUTOMATIC,
                    Duration.ofSeconds(20),
                    null,
                    "http://127.0.0.1/ready",
                    "00");
        }
    }

    public static final class Gate implements ScriptedGate {
        private @Nullable String verdict;

        @Override
        public Map<String, Object> run(Map<String, Object> request) {
            Workflow.await(() -> verdict != null);
            if ("broken".equals(verdict)) {
                throw Failures.refuse(Failures.DOCKER_DOWN, "no answer from the engine");
            }
            Workflow.upsertTypedSearchAttributes(Attributes.VERDICT.valueSet(verdict));
            return request;
        }

        @Override
        public void end(String asThis) {
            verdict = asThis;
        }
    }
}
