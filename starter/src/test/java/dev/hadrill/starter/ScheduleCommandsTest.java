package dev.hadrill.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.starter.platform.DevTemporal;
import dev.hadrill.starter.schedule.ScriptedWorkflows;
import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.TaskQueues;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code hadrill schedule} against a real Temporal server. */
@Timeout(90)
class ScheduleCommandsTest {
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static TestWorkflowEnvironment temporal;
    private static ScheduleClient schedules;

    @TempDir
    private Path home;

    private StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws IOException {
        temporal = DevTemporal.start();
        temporal.newWorker(TaskQueues.HADRILL)
                .registerWorkflowImplementationTypes(ScriptedWorkflows.Drill.class, ScriptedWorkflows.Gate.class);
        temporal.start();
        schedules = ScheduleClient.newInstance(
                temporal.getWorkflowServiceStubs(),
                ScheduleClientOptions.newBuilder()
                        .setNamespace(temporal.getNamespace())
                        .setDataConverter(Json.dataConverter())
                        .build());
    }

    @AfterAll
    static void stop() {
        temporal.close();
    }

    @AfterEach
    void deleteAll() {
        schedules
                .listSchedules()
                .forEach(listed -> schedules.getHandle(listed.getScheduleId()).delete());
        await().until(() -> schedules.listSchedules().findAny().isEmpty());
    }

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
                                         "started_by":"schedule gate"}"""));
        gate.signal("end", "PASSED");
        gate.getResult(Object.class);
        assertThat(listed("gate").at("/last_run/outcome").asText()).isEqualTo("PASSED");
    }

    @Test
    void aGateThatFoundItsStackInUseWasSkippedAndABrokenOneWasNot() throws Exception {
        create("gate", "--gate", "--release", "26.08.2", "--scenario", "redis_kill");
        for (Map.Entry<String, String> end :
                Map.of("busy", "SKIPPED", "broken", "ERROR", "PASSED", "PASSED").entrySet()) {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 3 * * 1-5",
                "*/20 2-4 * * *",
                "15 4 1,15 * *",
                "0 0 * * 7",
                "30 6 * * 5-7",
                "5/10 23 * * MON",
                "0 12 31 * *",
                "0 5 29 feb *"
            })
    void theServerPlansWhatTheCronSays(String cron) {
        create("planned", "--scenario", "redis_kill", "--cron", cron);

        List<Instant> plans = plans("planned");

        ExecutionTime said = ExecutionTime.forCron(
                new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(cron));
        ZonedDateTime at = plans.getFirst().atZone(VIENNA).minusSeconds(1);
        for (Instant plan : plans) {
            at = said.nextExecution(at).orElseThrow();
            assertThat(plan.atZone(VIENNA)).isEqualTo(at);
        }
        assertThat(plans).hasSizeGreaterThan(3);
    }

    @Test
    void daysOffAreSkippedByTheServer() throws Exception {
        LocalDate from = LocalDate.now(VIENNA).plusDays(1);
        LocalDate to = from.plusDays(40);
        create("daily", "--scenario", "redis_kill", "--cron", "0 3 * * *", "--exclude", from + ".." + to);

        assertThat(plans("daily").stream()
                        .map(at -> at.atZone(VIENNA).toLocalDate())
                        .filter(day -> day.isAfter(from.minusDays(1))))
                .first()
                .isEqualTo(to.plusDays(1));
    }

    @Test
    void weekendsAreSkippedByTheServer() throws Exception {
        create("often", "--scenario", "redis_kill", "--cron", "0,30 6,18 * * *", "--exclude", "Fri 18:30..Mon 06:30");

        List<Instant> plans = plans("often");

        assertThat(plans).hasSizeGreaterThan(4).allSatisfy(at -> {
            LocalTime time = at.atZone(VIENNA).toLocalTime();
            DayOfWeek day = at.atZone(VIENNA).getDayOfWeek();
            assertThat(day).isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
            assertThat(day == DayOfWeek.FRIDAY && !time.isBefore(LocalTime.of(18, 30)))
                    .isFalse();
            assertThat(day == DayOfWeek.MONDAY && time.isBefore(LocalTime.of(6, 30)))
                    .isFalse();
        });
    }

    private String create(String name, String... more) {
        return run(createArguments(name, more));
    }

    private static String[] createArguments(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of("schedule", "create", name));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--cron")) {
            arguments.addAll(List.of("--cron", "0 3 * * 1-5"));
        }
        arguments.addAll(List.of("--time-zone", "Europe/Vienna"));
        return arguments.toArray(String[]::new);
    }

    private String trigger(String name) {
        return run("schedule", "trigger", name).strip().replace("started ", "");
    }

    private JsonNode listed(String name) throws IOException {
        for (JsonNode entry : Json.mapper().readTree(run("schedule", "list", "--json"))) {
            if (entry.path("name").asText().equals(name)) {
                return entry;
            }
        }
        throw new AssertionError("no schedule " + name);
    }

    private JsonNode shown(String name) throws IOException {
        return Json.mapper().readTree(run("schedule", "show", name, "--json"));
    }

    private static List<Instant> plans(String name) {
        return schedules.getHandle(name).describe().getInfo().getNextActionTimes();
    }

    private static JsonNode input(String workflowId) throws IOException {
        return Json.mapper()
                .readTree(temporal.getWorkflowClient()
                        .fetchHistory(workflowId)
                        .getHistory()
                        .getEvents(0)
                        .getWorkflowExecutionStartedEventAttributes()
                        .getInput()
                        .getPayloads(0)
                        .getData()
                        .toStringUtf8());
    }

    private void refuse(String line, String... arguments) {
        assertThat(exit(arguments)).isOne();
        assertThat(err.toString()).startsWith("hadrill: ").contains(line).hasLineCount(1);
        err = new StringWriter();
    }

    private String run(String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(exit(arguments)).as(() -> err.toString()).isZero();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private int exit(String... arguments) {
        return Main.run(
                Map.of(
                        "HADRILL_HOME",
                        home.toString(),
                        "TEMPORAL_ADDRESS",
                        temporal.getWorkflowServiceStubs().getOptions().getTarget(),
                        "TEMPORAL_NAMESPACE",
                        temporal.getNamespace(),
                        "TEMPORAL_CONFIG_FILE",
                        home.resolve("none.toml").toString()),
                new PrintWriter(err, true),
                arguments);
    }
}
