package dev.hadrill.starter.schedule;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.engine.Engine;
import dev.hadrill.workflows.TaskQueues;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionExecution;
import io.temporal.client.schedules.ScheduleActionExecutionStartWorkflow;
import io.temporal.client.schedules.ScheduleActionResult;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleListActionStartWorkflow;
import io.temporal.client.schedules.ScheduleListDescription;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** hadrill's schedules in Temporal. Every call blocks for a few seconds at most and fails in one line. */
public final class Schedules {
    private static final Duration STARTED = Duration.ofSeconds(10); // Temporal's own scheduler takes under a second
    /** Temporal answers with what it plans at once; this is for a busy one. */
    private static final Duration PLANNED = Duration.ofSeconds(2);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final ScheduleClient client;

    public Schedules(Engine engine) {
        this.client = engine.schedules();
    }

    /** Fails when there is one of that name, and when it would never start anything. */
    public ScheduleDescription create(NewSchedule wanted) {
        if (!wanted.comes(Instant.now())) {
            throw new CommandFailed("'%s' never comes%s; nothing was created"
                    .formatted(wanted.cron(), wanted.exclusions().isEmpty() ? "" : " outside of what is excluded"));
        }
        try {
            client.createSchedule(
                    wanted.name(),
                    schedule(wanted),
                    ScheduleOptions.newBuilder()
                            .setMemo(Map.of(Planned.MEMO, wanted.planned()))
                            .setTypedSearchAttributes(wanted.job().attributes())
                            .build());
        } catch (ScheduleAlreadyRunningException e) {
            throw new CommandFailed(
                    "schedule '%s' exists; look at it with: hadrill schedule show %s, or delete it first"
                            .formatted(wanted.name(), wanted.name()),
                    e);
        } catch (ScheduleException e) {
            throw failed(wanted.name(), e);
        }
        return await(
                wanted.name(),
                PLANNED,
                now -> !now.getInfo().getNextActionTimes().isEmpty());
    }

    /** By name. */
    public List<ScheduleDescription> list() {
        try {
            return client.listSchedules()
                    .filter(Schedules::isOurs)
                    .map(ScheduleListDescription::getScheduleId)
                    .sorted()
                    .flatMap(name -> describe(name).stream())
                    .toList();
        } catch (ScheduleException e) {
            throw failed("", e);
        }
    }

    /** Fails when there is none of that name, and when it is somebody else's. */
    public ScheduleDescription find(String name) {
        ScheduleDescription found = describe(name).orElseThrow(() -> unknown(name));
        if (!(found.getSchedule().getAction() instanceof ScheduleActionStartWorkflow action)
                || !Job.TYPES.contains(action.getWorkflowType())) {
            throw new CommandFailed("schedule '%s' is not one of hadrill's; it is left as it is".formatted(name));
        }
        return found;
    }

    public void pause(String name, String note) {
        find(name);
        ask(name, schedule -> schedule.pause(note));
    }

    public void resume(String name, String note) {
        find(name);
        ask(name, schedule -> schedule.unpause(note));
    }

    /** What runs goes on. */
    public void delete(String name) {
        find(name);
        ask(name, ScheduleHandle::delete);
    }

    private void ask(String name, Consumer<ScheduleHandle> what) {
        try {
            what.accept(client.getHandle(name));
        } catch (ScheduleException e) {
            throw failed(name, e);
        }
    }

    /** Starts it now, paused or not; returns the workflow's id. Fails when the last start of it still runs. */
    public String trigger(String name) {
        ScheduleDescription before = find(name);
        before.getInfo().getRunningActions().stream().findFirst().ifPresent(running -> {
            throw new CommandFailed("schedule '%s' is running %s; wait for it, or abort it"
                    .formatted(name, execution(running).getWorkflowId()));
        });
        Optional<WorkflowExecution> last = latest(before);
        ask(name, ScheduleHandle::trigger);
        return latest(await(name, STARTED, now -> !latest(now).equals(last)))
                .filter(started -> !started.equals(last.orElse(null)))
                .map(WorkflowExecution::getWorkflowId)
                .orElseThrow(() -> new CommandFailed(
                        "schedule '%s' was triggered and has started nothing within %d s; see: hadrill schedule show %s"
                                .formatted(name, STARTED.toSeconds(), name)));
    }

    private static Optional<WorkflowExecution> latest(ScheduleDescription schedule) {
        List<ScheduleActionResult> recent = schedule.getInfo().getRecentActions();
        return recent.isEmpty()
                ? Optional.empty()
                : Optional.of(execution(recent.getLast().getAction()));
    }

    /** Its run too: starts within one second have the same workflow id. */
    static WorkflowExecution execution(ScheduleActionExecution started) {
        ScheduleActionExecutionStartWorkflow workflow = (ScheduleActionExecutionStartWorkflow) started;
        return WorkflowExecution.newBuilder()
                .setWorkflowId(workflow.getWorkflowId())
                .setRunId(workflow.getFirstExecutionRunId())
                .build();
    }

    private static Schedule schedule(NewSchedule wanted) {
        Job job = wanted.job();
        return Schedule.newBuilder()
                .setAction(ScheduleActionStartWorkflow.newBuilder()
                        .setWorkflowType(job.workflowType())
                        .setArguments(job.request())
                        .setOptions(WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.HADRILL)
                                .setWorkflowId("schedule-" + wanted.name()) // Temporal appends the time
                                .setWorkflowTaskTimeout(Engine.TASK_TIMEOUT)
                                .setTypedSearchAttributes(job.attributes())
                                .setStaticSummary("%s (schedule %s)".formatted(job.what(), wanted.name()))
                                .setStaticDetails("Started by schedule `%s`: `%s` %s. %s."
                                        .formatted(wanted.name(), wanted.cron(), wanted.timeZone(), wanted.note()))
                                .build())
                        .build())
                .setSpec(ScheduleSpec.newBuilder()
                        .setCronExpressions(List.of(wanted.cron().text()))
                        .setTimeZoneName(wanted.timeZone())
                        .setJitter(wanted.jitter())
                        .setSkip(wanted.exclusions().stream()
                                .flatMap(exclusion -> exclusion.calendars().stream())
                                .toList())
                        .build())
                .setPolicy(SchedulePolicy.newBuilder()
                        .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                        .setCatchupWindow(wanted.catchUp())
                        .setPauseOnFailure(false)
                        .build())
                .setState(ScheduleState.newBuilder()
                        .setPaused(wanted.paused())
                        .setNote(wanted.note())
                        .build())
                .build();
    }

    private static boolean isOurs(ScheduleListDescription listed) {
        return listed.getSchedule().getAction() instanceof ScheduleListActionStartWorkflow action
                && Job.TYPES.contains(action.getWorkflow());
    }

    private Optional<ScheduleDescription> describe(String name) {
        try {
            return Optional.of(client.getHandle(name).describe());
        } catch (ScheduleException e) {
            if (code(e) == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw failed(name, e);
        }
    }

    /** The latest look, whether what was waited for came or not. */
    private ScheduleDescription await(String name, Duration limit, Predicate<ScheduleDescription> wanted) {
        long deadline = System.nanoTime() + limit.toNanos();
        ScheduleDescription now = find(name);
        while (!wanted.test(now) && System.nanoTime() < deadline) {
            sleep();
            now = find(name);
        }
        return now;
    }

    private static void sleep() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        }
    }

    private CommandFailed unknown(String name) {
        List<String> names = list().stream().map(ScheduleDescription::getId).toList();
        return new CommandFailed("there is no schedule '%s'; %s"
                .formatted(
                        name,
                        names.isEmpty()
                                ? "there is none yet: hadrill schedule create --help"
                                : "there are: " + String.join(", ", names)));
    }

    private static CommandFailed failed(String name, ScheduleException e) {
        Status.Code code = code(e);
        String why = e.getCause() instanceof StatusRuntimeException status
                        && status.getStatus().getDescription() != null
                ? status.getStatus().getDescription()
                : "%s %s".formatted(code, e.getMessage());
        if (code == Status.Code.NOT_FOUND) {
            return new CommandFailed("schedule '%s' is gone; see: hadrill schedule list".formatted(name), e);
        }
        return new CommandFailed(
                code == Status.Code.INVALID_ARGUMENT
                        ? "Temporal refuses schedule '%s': %s".formatted(name, why)
                        : "Temporal did not answer about schedules: " + why,
                e);
    }

    private static Status.Code code(ScheduleException e) {
        return e.getCause() instanceof StatusRuntimeException status
                ? status.getStatus().getCode()
                : Status.Code.UNKNOWN;
    }
}
