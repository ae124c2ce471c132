package dev.hadrill.workflows;

import dev.hadrill.workflows.drill.Drill;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.evidence.ConclusionActivities;
import dev.hadrill.workflows.evidence.EvidenceActivities;
import dev.hadrill.workflows.evidence.EvidenceRef;
import dev.hadrill.workflows.fault.Fault;
import dev.hadrill.workflows.fault.FaultActivities;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.history.HistoryActivities;
import dev.hadrill.workflows.lease.HealRequest;
import dev.hadrill.workflows.lease.Holder;
import dev.hadrill.workflows.lease.LeaseActivities;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.ledger.LedgerPlan;
import dev.hadrill.workflows.ledger.RpoBudget;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.ObservationActivities;
import dev.hadrill.workflows.observation.ObserveRequest;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.PinnedProbe;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Transition;
import dev.hadrill.workflows.observation.Until;
import dev.hadrill.workflows.observation.UrlProbe;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.runbook.RunbookActivities;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.Component;
import dev.hadrill.workflows.stack.ComponentHealth;
import dev.hadrill.workflows.stack.Compose;
import dev.hadrill.workflows.stack.GuardCheck;
import dev.hadrill.workflows.stack.GuardReport;
import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.PinRequest;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.PostgresPair;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Repoint;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Scenario;
import dev.hadrill.workflows.stack.Stack;
import dev.hadrill.workflows.stack.StackActivities;
import dev.hadrill.workflows.stack.Target;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every activity, by hand: what was called, in order, and what a test wants to fail or to hold. */
public final class FakeWorld
        implements StackActivities,
                FaultActivities,
                ObservationActivities,
                RunbookActivities,
                LeaseActivities,
                HistoryActivities,
                EvidenceActivities,
                ConclusionActivities {
    public final List<String> calls = new CopyOnWriteArrayList<>();
    public final List<DrillState> rows = new CopyOnWriteArrayList<>();
    public final List<ObserveRequest> observed = new CopyOnWriteArrayList<>();
    public final List<HealRequest> heals = new CopyOnWriteArrayList<>();
    public final List<String> concluded = new CopyOnWriteArrayList<>();
    public volatile @Nullable String refusedGuard;
    public volatile boolean observeForEver;
    public volatile List<Transition> transitions = List.of();
    public volatile double outageSec = 3;
    public volatile double outageWidthSec = 0.001;
    public volatile boolean whole = true;
    public volatile @Nullable LedgerPlan ledger;
    public volatile @Nullable RpoBudget rpoBudget;
    private final Map<String, Supplier<RuntimeException>> failures = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> holds = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> reached = new ConcurrentHashMap<>();

    /** The named call fails from now on. */
    public void fail(String call, Supplier<RuntimeException> failure) {
        failures.put(call, failure);
    }

    public void heal(String call) {
        failures.remove(call);
    }

    /** The named call waits until it is let go. */
    public void hold(String call) {
        holds.put(call, new CountDownLatch(1));
        reached.put(call, new CountDownLatch(1));
    }

    public void awaitReached(String call) throws InterruptedException {
        if (!reached.get(call).await(20, TimeUnit.SECONDS)) {
            throw new AssertionError(call + " was not reached; calls: " + calls);
        }
    }

    public void letGo(String call) {
        holds.remove(call).countDown();
    }

    void enter(String call) {
        calls.add(call);
        CountDownLatch hold = holds.get(call);
        if (hold != null) {
            reached.get(call).countDown();
            awaitQuietly(hold);
        }
        Supplier<RuntimeException> failure = failures.get(call);
        if (failure != null) {
            throw failure.get();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            for (int beat = 0; beat < 200 && !latch.await(100, TimeUnit.MILLISECONDS); beat++) {
                beat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the worker does for every activity. */
    private static void beat() {
        try {
            Activity.getExecutionContext().heartbeat(null);
        } catch (ActivityCompletionException cancelled) {
            // An activity that is held ends when it is let go.
        }
    }

    public static Member member(String component, String service, Role role) {
        return new Member(component, service, "c-" + service, "id-" + service, "t0", "unless-stopped", role);
    }

    @Override
    public PinnedStack pin(PinRequest request) {
        enter("pin");
        Probe probe =
                new UrlProbe("load_balancer", URI.create("http://127.0.0.1:1/ready"), null, null, null, null, null);
        Probing probing = new Probing(null, null, null, null, null, List.of(probe), null);
        Component database = new PostgresPair(
                List.of("pg", "pg-standby"),
                "postgres",
                "U",
                "P",
                "D",
                "RU",
                "RP",
                new Repoint("DB_HOST", List.of("api"), List.of("worker"), "lb", List.of("nginx", "-s", "reload")));
        Stack stack = new Stack(
                request.stack(),
                false,
                null,
                new Compose("p", ".", List.of("c.yml"), ".env"),
                probing,
                ledger,
                Map.of("db", database),
                Map.of("kill", scenario(Recovery.AUTOMATIC), "promote", scenario(Recovery.PROMOTION_RUNBOOK)));
        return new PinnedStack(stack, "unix:///x", "/nowhere", List.of(new PinnedProbe(probe, "127.0.0.1")), "sha");
    }

    @Override
    public List<PinnedProbe> pinProbes(Probing probing) {
        enter("pinProbes");
        return probing.probes().stream()
                .map(probe -> new PinnedProbe(probe, "127.0.0.1"))
                .toList();
    }

    private Scenario scenario(Recovery recovery) {
        return new Scenario(
                "s",
                new Target("db", Role.PRIMARY),
                new KillContainer(),
                recovery,
                Duration.ofSeconds(20),
                null,
                null,
                rpoBudget);
    }

    @Override
    public GuardReport guard(PinnedStack stack, Target target) {
        enter("guard");
        List<GuardCheck> checks = new ArrayList<>();
        for (String guard : List.of("production", "docker_endpoint", "lb_address", "project", "redundancy", "target")) {
            boolean passed = !guard.equals(refusedGuard);
            checks.add(new GuardCheck(guard, passed, passed ? "ok" : guard + " says no"));
        }
        return new GuardReport(checks, member("db", "pg", Role.PRIMARY), Stamp.now());
    }

    @Override
    public Injection inject(PinnedStack stack, Fault fault, Member target, Stamp armedAt) {
        enter("inject");
        Stamp requested = Stamp.now();
        return new Injection(requested, Stamp.now(), target.containerName() + " is down");
    }

    @Override
    public Observation observe(ObserveRequest request) {
        enter("observe");
        observed.add(request);
        Stamp began = Stamp.now();
        Drill drill =
                Activity.getExecutionContext().getWorkflowClient().newWorkflowStub(Drill.class, request.workflowId());
        enter("baseline");
        drill.probeReady(baseline(), Stamp.now());
        transitions.forEach(drill::transition);
        try {
            boolean ofAFault = request.until() == Until.STABLE_AFTER_FAULT;
            while (observeForEver || ofAFault && drill.injection().injection() == null) {
                Activity.getExecutionContext().heartbeat(null);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (ActivityWorkerShutdownException e) {
            throw e; // as the real one: another worker takes over
        } catch (ActivityCompletionException e) {
            return seen(request, began, Observation.End.CANCELLED, List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        enter("observed");
        long injected = Stamp.now().monoNs();
        long recovered = injected + Math.round(outageSec * 1e9);
        Outage outage = new Outage(
                new Bounds(injected, injected + 1_000_000),
                new Bounds(recovered, recovered + Math.round(outageWidthSec * 1e9)),
                0,
                9);
        return seen(request, began, Observation.End.STABLE, List.of(outage));
    }

    private static Baseline baseline() {
        return new Baseline(40, Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(9));
    }

    private static Observation seen(ObserveRequest request, Stamp began, Observation.End end, List<Outage> outages) {
        ProbeResult result = new ProbeResult(
                "load_balancer",
                Duration.ofMillis(20),
                baseline(),
                100,
                9,
                0,
                outages,
                List.of(),
                null,
                0,
                100,
                200,
                0);
        return new Observation(
                began,
                Stamp.now(),
                end,
                request.probing().interval(),
                request.probing().timeout(),
                List.of("load_balancer"),
                List.of(result),
                null,
                1);
    }

    @Override
    public Promotion preflight(PinnedStack stack) {
        enter("preflight");
        return new Promotion(
                "db", member("db", "pg", Role.DOWN), member("db", "pg-standby", Role.STANDBY), 1, "0/1", "sys");
    }

    @Override
    public StepDone fence(PinnedStack stack, Promotion promotion) {
        return step("fence");
    }

    @Override
    public StepDone promote(PinnedStack stack, Promotion promotion) {
        return step("promote");
    }

    @Override
    public StepDone repoint(PinnedStack stack, Promotion promotion) {
        return step("repoint");
    }

    @Override
    public StepDone recreate(PinnedStack stack, Promotion promotion, List<String> services) {
        return step("recreate");
    }

    @Override
    public StepDone refreshLoadBalancer(PinnedStack stack, Promotion promotion) {
        return step("refreshLoadBalancer");
    }

    @Override
    public StepDone verify(PinnedStack stack, Promotion promotion) {
        return step("verify");
    }

    private StepDone step(String name) {
        Stamp began = Stamp.now();
        enter(name);
        return new StepDone(name, began, Stamp.now(), "done");
    }

    @Override
    public Holder holder(String leaseId) {
        enter("holder");
        return new Holder("drill-other", Instant.EPOCH, "drill kill");
    }

    @Override
    public void awaitRunbook(String stack) {
        enter("awaitRunbook");
    }

    @Override
    public Restoration heal(HealRequest request) {
        heals.add(request);
        enter("heal");
        Stamp now = Stamp.now();
        return new Restoration(
                whole,
                List.of(new ComponentHealth("db", whole, Map.of("pg", Role.PRIMARY), List.of())),
                List.of("started pg"),
                whole ? List.of() : List.of("run pg_basebackup by hand"),
                now,
                now);
    }

    @Override
    public void conclude(String workflowId, String runId, Restoration restoration) {
        enter("conclude");
        concluded.add(workflowId);
    }

    @Override
    public void ready() {
        enter("ready");
    }

    @Override
    public void persist(DrillState drill) {
        enter("persist");
        rows.add(drill);
    }

    @Override
    public DrillEvent keep(String drillId) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        DrillState state = context.getWorkflowClient()
                .newUntypedWorkflowStub(context.getInfo().getWorkflowId())
                .query("state", DrillState.class);
        DrillEvent reported;
        try {
            reported = new DrillEvent.ReportWritten(Stamp.now(), write(state));
        } catch (ApplicationFailure e) { // it is refused for good
            reported = new DrillEvent.EngineFailed(
                    Stamp.now(), "no evidence could be rendered: " + e.getOriginalMessage());
        }
        persist(state.apply(reported));
        return reported;
    }

    @Override
    public EvidenceRef write(DrillState drill) {
        enter("write");
        return new EvidenceRef("kill-20260101T000000Z", Map.of("report.json", "00"));
    }
}
