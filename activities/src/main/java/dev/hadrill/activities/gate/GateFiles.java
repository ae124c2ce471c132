package dev.hadrill.activities.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hadrill.activities.files.Sha256;
import dev.hadrill.activities.stack.DrillMemo;
import dev.hadrill.pages.GatePage;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.Drill;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.evidence.EvidenceRef;
import dev.hadrill.workflows.evidence.EvidenceStore;
import dev.hadrill.workflows.gate.GateActivities;
import dev.hadrill.workflows.gate.GateReport;
import dev.hadrill.workflows.gate.GateReport.Versions;
import dev.hadrill.workflows.gate.GateRun;
import dev.hadrill.workflows.gate.GateState;
import dev.hadrill.workflows.lease.Holder;
import dev.hadrill.workflows.lease.LeaseState;
import dev.hadrill.workflows.lease.StackLease;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders a gate's own files from its state and from its drills' rows; and what a gate asks of Temporal. */
public final class GateFiles implements GateActivities {
    private static final Logger LOG = LoggerFactory.getLogger(GateFiles.class);
    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** A drill's row that waited for the history comes within the shipping's pause of 2 s after it. */
    private static final Duration ROWS_COME = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Function<String, Optional<DrillState>> history;
    private final EvidenceStore store;
    private final Function<String, String> dockerVersion;

    /**
     * @param history a drill by its id; fails with {@code HistoryDown}
     * @param dockerVersion of the engine of a stack; may fail
     */
    public GateFiles(
            Function<String, Optional<DrillState>> history,
            EvidenceStore store,
            Function<String, String> dockerVersion) {
        this.history = history;
        this.store = store;
        this.dockerVersion = dockerVersion;
    }

    @Override
    public String abortDrill(String drillWorkflowId, Abort why) {
        try {
            return client().newWorkflowStub(Drill.class, drillWorkflowId).abort(why);
        } catch (WorkflowUpdateException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return "not aborted: "
                    + (cause instanceof ApplicationFailure refusal ? refusal.getOriginalMessage() : cause.getMessage());
        } catch (WorkflowNotFoundException e) {
            return "it has ended";
        }
    }

    @Override
    public @Nullable Holder awaitOwnLease(String stack, String gateWorkflowId) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        WorkflowStub lease = context.getWorkflowClient().newUntypedWorkflowStub(StackLease.id(stack));
        while (true) {
            Holder holder = holder(lease, stack);
            if (holder == null || !isDrillOf(gateWorkflowId, holder.workflowId())) {
                return holder;
            }
            context.heartbeat("waiting for the lease of " + holder.workflowId());
            pause();
        }
    }

    /** By its parent: a release may hold a '/', so that one gate's id begins another's. */
    private static boolean isDrillOf(String gateWorkflowId, String workflowId) {
        try {
            return client().newUntypedWorkflowStub(workflowId)
                    .describe()
                    .getWorkflowExecutionInfo()
                    .getParentExecution()
                    .getWorkflowId()
                    .equals(gateWorkflowId);
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    private static @Nullable Holder holder(WorkflowStub lease, String stack) {
        try {
            WorkflowExecutionDescription description = lease.describe();
            if (description.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
                return null;
            }
            LeaseState state = lease.query("state", LeaseState.class);
            return new Holder(
                    state.holder() == null ? StackLease.id(stack) : state.holder(),
                    description.getStartTime(),
                    state.purpose());
        } catch (WorkflowNotFoundException e) {
            return null;
        }
    }

    @Override
    public @Nullable DrillSummary look(String drillWorkflowId, String drillId) {
        DrillState state = kept(drillId).orElseGet(() -> DrillMemo.read(client(), drillWorkflowId, drillId));
        return state.has(DrillEvent.DrillStarted.class) ? state.summary() : null;
    }

    /** Empty where the history is away, too: the drill's own memo says the same. */
    private Optional<DrillState> kept(String drillId) {
        try {
            return history.apply(drillId);
        } catch (ApplicationFailure e) {
            LOG.info("drill {} is read from its memo: {}", drillId, e.getOriginalMessage());
            return Optional.empty();
        }
    }

    @Override
    public EvidenceRef write(GateState gate) {
        GateReport report =
                GateReports.of(gate, drills(gate), versions(gate.request().stack()));
        Map<String, String> files = new TreeMap<>();
        files.put("gate.json", json(report));
        page(report).ifPresent(page -> files.put("index.html", page));
        files.put("junit.xml", JunitXml.render(report));
        Evidence evidence = new Evidence(gate.gateId(), folder(gate), files);
        store.store(evidence);
        Map<String, String> digests = new TreeMap<>();
        files.forEach((name, content) -> digests.put(name, Sha256.hex(content.getBytes(StandardCharsets.UTF_8))));
        return new EvidenceRef(evidence.folder(), digests);
    }

    /** A page that cannot be drawn costs nobody the evidence. */
    private static Optional<String> page(GateReport report) {
        try {
            return Optional.of(GatePage.render(report));
        } catch (RuntimeException e) {
            LOG.error("gate {}: index.html cannot be drawn; the other files are whole", report.gateId(), e);
            return Optional.empty();
        }
    }

    /** By id. A drill without a verdict may have no row; for the others it waits a little. */
    private Map<String, DrillState> drills(GateState gate) {
        long deadline = System.nanoTime() + ROWS_COME.toNanos();
        Map<String, DrillState> found = new HashMap<>();
        while (true) {
            List<GateRun> missing = gate.runs().stream()
                    .filter(run -> run.drillId() != null && !found.containsKey(run.drillId()))
                    .toList();
            missing.forEach(run ->
                    history.apply(String.valueOf(run.drillId())).ifPresent(drill -> found.put(drill.drillId(), drill)));
            boolean complete = missing.stream()
                    .allMatch(run -> run.verdict() == null || found.containsKey(String.valueOf(run.drillId())));
            if (complete || System.nanoTime() > deadline) {
                return found;
            }
            pause();
        }
    }

    private Versions versions(String stack) {
        String docker;
        try {
            docker = dockerVersion.apply(stack);
        } catch (RuntimeException e) {
            LOG.info("stack {}: its engine does not say its version: {}", stack, e.toString());
            docker = GateReport.NOT_RECORDED;
        }
        return new Versions(Built.version(), Runtime.version().toString(), docker);
    }

    private static String json(GateReport report) {
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String folder(GateState gate) {
        return "gate-%s-%s"
                .formatted(
                        gate.request().release().replaceAll("[^A-Za-z0-9_.-]", "_"), FOLDER.format(gate.startedAt()));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting: the worker is being stopped", e);
        }
    }

    private static WorkflowClient client() {
        return Activity.getExecutionContext().getWorkflowClient();
    }
}
