package dev.hadrill.starter.gate;

import dev.hadrill.starter.engine.Engine;
import dev.hadrill.starter.engine.Person;
import dev.hadrill.starter.engine.Reasons;
import dev.hadrill.starter.terminal.StopKeys;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.gate.Approval;
import dev.hadrill.workflows.gate.GateRun;
import dev.hadrill.workflows.gate.GateState;
import dev.hadrill.workflows.gate.GateSummary;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows a gate while it runs, a query a second, and stops it when it is told to. */
public final class GateFollower {
    private static final long TICK_MS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Engine engine;
    private final WorkflowStub gate;
    private final Terminal terminal;
    private final StopKeys keys;
    private final long startedNs = System.nanoTime();
    private final Map<Integer, GateRun.Status> shown = new HashMap<>();
    private volatile @Nullable GateState known;
    private boolean asked;
    private boolean complained;

    public GateFollower(Engine engine, WorkflowStub gate, Terminal terminal, StopKeys keys) {
        this.engine = engine;
        this.gate = gate;
        this.terminal = terminal;
        this.keys = keys;
    }

    /** Blocks until the gate's workflow has ended, for as long as that takes; survives a server that is away. */
    public GateEnd await() {
        while (true) {
            look();
            try {
                Optional<GateSummary> summary = engine.result(gate, TICK_MS, GateSummary.class);
                if (summary.isPresent()) {
                    return ended(new GateEnd(summary.get(), null));
                }
                complainOnce();
            } catch (WorkflowFailedException e) {
                return ended(new GateEnd(null, Reasons.of(e)));
            }
        }
    }

    /** What was last known of it; null when no worker has answered yet. */
    public @Nullable GateState known() {
        return known;
    }

    /** For Ctrl-C; returns at once. */
    public void pressed() {
        switch (keys.pressed(System.nanoTime())) {
            case ASK ->
                terminal.line(
                        "Abort the drill that runs, make the stack whole, and end the gate? Press Ctrl-C again within"
                                + " 10 s; without it the gate goes on.");
            case STOP -> {
                terminal.line("aborting ...");
                Thread.ofPlatform().daemon().name("stop").start(this::stop);
            }
            case LEAVE -> {
                terminal.line("left; the engine goes on, see: hadrill history");
                Runtime.getRuntime().halt(1);
            }
        }
    }

    private void stop() {
        try {
            if (known == null) {
                gate.terminate("stopped before a worker had taken it up");
            } else {
                terminal.line(
                        gate.update("abort", String.class, new Abort("stopped at the command line", Person.here())));
            }
        } catch (WorkflowException e) {
            terminal.line("not stopped: " + Reasons.of(e) + "; this goes on waiting for the end");
        }
    }

    private GateEnd ended(GateEnd end) {
        engine.state(gate, GateState.class).ifPresent(this::show);
        terminal.erase();
        return end;
    }

    private void look() {
        Optional<GateState> state = engine.state(gate, GateState.class);
        state.ifPresent(this::show);
        state.filter(seen -> terminal.isLive() && !seen.runs().isEmpty())
                .ifPresent(seen -> terminal.live(GateTable.live(seen, now(seen))));
    }

    private void show(GateState state) {
        known = state;
        int all = state.runs().size();
        for (GateRun run : state.runs()) {
            GateRun.Status before = shown.put(run.seq(), run.status());
            if (run.status() == before) {
                continue;
            }
            switch (run.status()) {
                case PLANNED -> {}
                case RUNNING -> {
                    if (!terminal.isLive()) {
                        terminal.line(GateTable.began(run, all));
                    }
                }
                case ENDED, NOT_RUN -> terminal.line(GateTable.ended(run, all));
            }
        }
        Approval approval = state.approval();
        if (approval != null && approval.answer() == null && !asked) {
            asked = true;
            terminal.line("waits for an approval until %s: hadrill gate --approve %s --by NAME --reason TEXT"
                    .formatted(approval.deadline(), state.workflowId()));
        }
    }

    /** What the running drill is doing, as it and its observation say. */
    private String now(GateState state) {
        Optional<WorkflowStub> drill = state.runs().stream()
                .filter(run -> run.status() == GateRun.Status.RUNNING)
                .findFirst()
                .map(run -> engine.existing(run.workflowId()));
        String stage = drill.flatMap(running -> engine.state(running, DrillState.class))
                .map(seen -> seen.stage().name().toLowerCase(Locale.ROOT))
                .orElse("");
        return drill.flatMap(engine::counts)
                .map(seen -> "%s, %d good, %d bad%s"
                        .formatted(stage, seen.good(), seen.bad(), seen.outage() ? "  OUTAGE" : ""))
                .orElse(stage);
    }

    private void complainOnce() {
        if (!complained && known == null && System.nanoTime() - startedNs > PATIENCE.toNanos()) {
            complained = true;
            terminal.line("no worker has taken the gate up for %d s; is one alive? see: hadrill status"
                    .formatted(PATIENCE.toSeconds()));
        }
    }
}
