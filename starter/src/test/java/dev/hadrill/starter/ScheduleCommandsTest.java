package dev.hadrill.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.TaskQueues;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.schedule.Exclusions;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code hadrill schedule} against a real Temporal server. */
@Timeout(90)
class ScheduleCommandsTest extends ScheduleHarness {
    @Test
    void aTriggeredScheduleStartsTheDrillThatWasAskedForAndIsFoundInTheUi() throws Exception {
        create("nightly", "--scenario", "redis_kill", "--release", "26.08.2");

        String workflowId = trigger("nightly");

        WorkflowStub drill = temporal.getWorkflowClient().newUntypedWorkflowStub(workflowId);
        WorkflowExecutionDescription described = drill.describe();
        assertThat(workflowId).startsWith("schedule-nightly-");
        assertThat(described.getWorkflowType()).isEqualTo("Drill");
        assertThat(described.getTaskQueue()).isEqualTo(TaskQueues.HADRILL);
        assertThat(described.getTypedSearchAttributes().get(Attributes.STACK)).isEqualTo("freesdn");
        assertThat(described.getTypedSearchAttributes().get(Attributes.SCENARIO))
                .isEqualTo("redis_kill");
        assertThat(described.getTypedSearchAttributes().get(Attributes.RELEASE)).isEqualTo("26.08.2");
        assertThat(described.getStaticSummary()).isEqualTo("redis_kill on freesdn (schedule nightly)");
        assertThat(described.getStaticDetails()).contains("`nightly`", "`0 3 * * 1-5` Europe/Vienna");
        assertThat(input(workflowId)).isEqualTo(Json.mapper().readTree("""
                                        {"scenario":"redis_kill","stack":"freesdn","release":"26.08.2","check_only":false,
                                         "approval":false,"started_by":"schedule nightly","skip_when_busy":true}"""));
        ScheduleDescription schedule = schedules.getHandle("nightly").describe();
        assertThat(schedule.getTypedSearchAttributes().get(Attributes.SCENARIO)).isEqualTo("redis_kill");
        SchedulePolicy policy = Objects.requireNonNull(schedule.getSchedule().getPolicy());
        assertThat(policy.getOverlap()).isEqualTo(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP);
        assertThat(policy.isPauseOnFailure()).isFalse();
        assertThat(policy.getCatchupWindow()).isEqualTo(Duration.ofHours(1));
        drill.signal("end", "PASSED");
    }

    @Test
    void whatWasCreatedAndWhatWasTriggeredIsPrintedAsJson() throws Exception {
        JsonNode made = Json.mapper()
                .readTree(create("nightly", "--scenario", "api_kill", "--jitter", "5m", "--catch-up", "30m", "--json"));
        JsonNode triggered = Json.mapper().readTree(run("schedule", "trigger", "nightly", "--json"));

        assertThat(made.path("name").asText()).isEqualTo("nightly");
        assertThat(made.path("jitter").asText()).isEqualTo("PT5M");
        assertThat(made.path("next_runs")).isNotEmpty();
        ScheduleDescription schedule = schedules.getHandle("nightly").describe();
        assertThat(schedule.getSchedule().getSpec().getJitter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(Objects.requireNonNull(schedule.getSchedule().getPolicy()).getCatchupWindow())
                .isEqualTo(Duration.ofMinutes(30));
        assertThat(triggered.path("name").asText()).isEqualTo("nightly");
        String workflowId = triggered.path("workflow_id").asText();
        assertThat(workflowId).startsWith("schedule-nightly-");
        temporal.getWorkflowClient().newUntypedWorkflowStub(workflowId).signal("end", "PASSED");
    }

    @Test
    void whatTheLastStartCameToIsListed() throws Exception {
        create("nightly", "--scenario", "redis_kill");
        assertThat(listed("nightly").path("last_run").isNull()).isTrue();

        WorkflowStub drill = temporal.getWorkflowClient().newUntypedWorkflowStub(trigger("nightly"));
        assertThat(listed("nightly").at("/last_run/outcome").asText()).isEqualTo("RUNNING");
        drill.signal("end", "FAILED");
        drill.getResult(Void.class);

        assertThat(listed("nightly").at("/last_run/outcome").asText()).isEqualTo("FAILED");
        assertThat(listed("nightly").path("paused").asBoolean())
                .as("a failure pauses nothing")
                .isFalse();
        assertThat(run("schedule", "list"))
                .containsPattern("nightly +redis_kill on freesdn +0 3 \\* \\* 1-5 +.*Europe/Vienna +FAILED +active");
    }

    @Test
    void aStartBesideARunningOneIsRefused() throws Exception {
        create("nightly", "--scenario", "redis_kill");
        String running = trigger("nightly");

        refuse("schedule 'nightly' is running " + running, "schedule", "trigger", "nightly");
        schedules.getHandle("nightly").trigger();

        await().untilAsserted(() -> assertThat(
                        schedules.getHandle("nightly").describe().getInfo().getNumActionsSkippedOverlap())
                .isOne());
        assertThat(shown("nightly").path("overlaps_skipped").asInt()).isOne();
        assertThat(shown("nightly").path("recent_runs")).hasSize(1);
        temporal.getWorkflowClient().newUntypedWorkflowStub(running).signal("end", "PASSED");
    }

    @Test
    void aPausedScheduleSaysSoAndWhy() throws Exception {
        create("nightly", "--scenario", "redis_kill", "--paused");
        assertThat(listed("nightly").path("paused").asBoolean()).isTrue();
        assertThat(listed("nightly").path("next_run").isNull()).isTrue();

        run("schedule", "resume", "nightly");
        assertThat(listed("nightly").path("paused").asBoolean()).isFalse();
        run("schedule", "pause", "nightly", "--why", "audit week");

        assertThat(listed("nightly").path("paused").asBoolean()).isTrue();
        assertThat(listed("nightly").path("note").asText())
                .startsWith("paused by ")
                .endsWith(": audit week");
        assertThat(run("schedule", "show", "nightly")).contains("PAUSED", "audit week");
    }

    @Test
    void whatIsDeletedIsGoneAndWhatRunsGoesOn() throws Exception {
        create("nightly", "--scenario", "redis_kill");
        String running = trigger("nightly");

        assertThat(run("schedule", "delete", "nightly").strip()).isEqualTo("deleted nightly");

        assertThat(run("schedule", "list")).contains("no schedules yet");
        WorkflowStub drill = temporal.getWorkflowClient().newUntypedWorkflowStub(running);
        drill.signal("end", "PASSED");
        drill.getResult(Void.class);
    }

    @Test
    void whatCannotBeIsOneLine() {
        create("nightly", "--scenario", "redis_kill");

        refuse("schedule 'nightly' exists", createArguments("nightly", "--scenario", "redis_kill"));
        refuse(
                "scenario 'redis_kil' does not exist in stack freesdn; there are: api_kill, redis_kill",
                createArguments("other", "--scenario", "redis_kil"));
        refuse(
                "'0 3 30 2 *' never comes",
                "schedule",
                "create",
                "other",
                "--scenario",
                "redis_kill",
                "--cron",
                "0 3 30 2 *");
        refuse(
                "never comes outside of what is excluded; nothing was created",
                createArguments("other", "--scenario", "redis_kill", "--exclude", "Mon..Fri"));
        for (String subcommand : List.of("show", "pause", "resume", "trigger", "delete")) {
            refuse("there is no schedule 'nightli'; there are: nightly", "schedule", subcommand, "nightli");
        }
        assertThat(run("schedule", "list").lines()).hasSize(2);
    }

    @Test
    void whatTemporalRefusesIsOneLine() {
        create("nightly", "--scenario", "redis_kill");
        String tooMuch = "x".repeat(2_500_000);

        for (String subcommand : List.of("pause", "resume")) {
            refuse("Temporal refuses schedule 'nightly': ", "schedule", subcommand, "nightly", "--why", tooMuch);
        }
    }

    @Test
    void theWorkflowIsToldWhenItMustNotStart() throws Exception {
        create("nightly", "--scenario", "redis_kill", "--exclude", "Sat..Sun", "--exclude", "2026-12-20..2027-01-06");
        create("gate", "--gate", "--release", "1", "--scenario", "redis_kill", "--exclude", "Sat..Sun");

        for (String name : List.of("nightly", "gate")) {
            String workflowId = trigger(name);

            assertThat(input(workflowId).at("/exclude/time_zone").asText()).isEqualTo("Europe/Vienna");
            assertThat(input(workflowId).at("/exclude/spans/0").asText()).isEqualTo("Sat..Sun");
            temporal.getWorkflowClient().newUntypedWorkflowStub(workflowId).signal("end", "PASSED");
        }
    }

    @Test
    void whatAPersonTriggersInsideOfAnExclusionStarts() throws Exception {
        LocalDate today = LocalDate.now(ZoneId.of("Europe/Vienna"));
        String exclude = "%s..%s".formatted(today.minusDays(1), today.plusDays(1));
        create("nightly", "--scenario", "redis_kill", "--exclude", exclude);
        DrillRequest late = new DrillRequest(
                "redis_kill",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                true,
                new Exclusions("Europe/Vienna", List.of(exclude)));

        WorkflowStub triggered = temporal.getWorkflowClient().newUntypedWorkflowStub(trigger("nightly"));
        WorkflowStub byHand = temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        "Drill",
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.HADRILL)
                                .setWorkflowId("late")
                                .build());
        byHand.start(late);
        triggered.signal("end", "PASSED");
        triggered.getResult(Void.class);
        byHand.getResult(Void.class);

        assertThat(triggered.describe().getTypedSearchAttributes().get(Attributes.VERDICT))
                .isEqualTo("PASSED");
        assertThat(byHand.describe().getTypedSearchAttributes().get(Attributes.VERDICT))
                .isEqualTo("SKIPPED");
    }

    @Test
    void aGuardThatRefusesNowIsToldAndTheScheduleIsMadeAllTheSame() throws Exception {
        assertThat(create("nightly", "--scenario", "api_kill"))
                .contains("api_kill would be refused now: redundancy: api-2 is down");

        assertThat(listed("nightly").path("what").asText()).isEqualTo("api_kill on freesdn");
    }

    @Test
    void aScheduleOfSomebodyElseIsLeftAsItIs() {
        schedules.createSchedule(
                "invoices",
                Schedule.newBuilder()
                        .setAction(ScheduleActionStartWorkflow.newBuilder()
                                .setWorkflowType("Invoices")
                                .setArguments()
                                .setOptions(WorkflowOptions.newBuilder()
                                        .setWorkflowId("invoices")
                                        .setTaskQueue("billing")
                                        .build())
                                .build())
                        .setSpec(ScheduleSpec.newBuilder()
                                .setCronExpressions(List.of("0 3 1 1 *"))
                                .build())
                        .build(),
                ScheduleOptions.newBuilder().build());

        refuse("'invoices' is not one of hadrill's", "schedule", "delete", "invoices");

        assertThat(run("schedule", "list")).contains("no schedules yet");
        assertThat(schedules.getHandle("invoices").describe().getId()).isEqualTo("invoices");
    }

    @Test
    void aGateStartsWithWhatItsContractAsksFor() throws Exception {
        create("gate", "--gate", "--release", "26.08.2", "--scenario", "redis_kill,api_kill", "--repeat", "3");

        String workflowId = trigger("gate");

        WorkflowStub gate = temporal.getWorkflowClient().newUntypedWorkflowStub(workflowId);
        assertThat(gate.describe().getWorkflowType()).isEqualTo("ReleaseGate");
        assertThat(gate.describe().getTypedSearchAttributes().get(Attributes.RELEASE))
                .isEqualTo("26.08.2");
        assertThat(input(workflowId)).isEqualTo(Json.mapper().readTree("""
                                        {"release":"26.08.2","stack":"freesdn","scenarios":["redis_kill","api_kill"],"repeat":3,
                                         "started_by":"schedule gate","skip_when_busy":true}"""));
        gate.signal("end", "PASSED");
        gate.getResult(Object.class);
        assertThat(listed("gate").at("/last_run/outcome").asText()).isEqualTo("PASSED");
    }

    @Test
    void aGateThatFoundItsStackInUseWasSkippedAndABrokenOneWasNot() throws Exception {
        create("gate", "--gate", "--release", "26.08.2", "--scenario", "redis_kill");
        for (Map.Entry<String, String> end : Map.of("SKIPPED", "SKIPPED", "broken", "ERROR", "PASSED", "PASSED")
                .entrySet()) {
            WorkflowStub gate = temporal.getWorkflowClient().newUntypedWorkflowStub(trigger("gate"));
            gate.signal("end", end.getKey());

            await().untilAsserted(() ->
                    assertThat(listed("gate").at("/last_run/outcome").asText()).isEqualTo(end.getValue()));
        }
    }

    @Test
    void aGateThatChoosesItsScenariosIsCheckedAgainstTheStackFile() throws Exception {
        Path stacks = Files.createDirectory(home.resolve("stacks"));
        refuse(
                "stack 'freesdn' is none of []; set HADRILL_STACKS",
                createArguments("gate", "--gate", "--release", "26.08.2"));
        Files.copy(Path.of("../stacks/freesdn.yaml"), stacks.resolve("freesdn.yaml"));

        refuse("scenario 'primary_kill' does not exist", createArguments("gate", "--gate", "--release", "26.08.2"));
    }
}
