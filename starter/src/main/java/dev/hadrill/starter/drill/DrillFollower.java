package dev.hadrill.starter.drill;

import dev.hadrill.starter.engine.Engine;
import dev.hadrill.starter.engine.Person;
import dev.hadrill.starter.engine.Reasons;
import dev.hadrill.starter.terminal.StopKeys;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.observation.LiveCounts;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows a drill while it runs, and stops it when it is told to.
 *
 * <p>It asks for the counts four times a second, from the server alone; for the events once a second, since a query
 * costs the drill's worker a little time.
 */
public final class DrillFollower {
    private static final long TICK_MS = 250;
    private static final int TICKS_PER_QUERY = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Engine engine;
    private final WorkflowStub drill;
    private final Terminal terminal;
    private final StopKeys keys;
    private final StopWords words;
    private final long startedNs = System.nanoTime();
    private volatile @Nullable DrillState known;
    private int shown;
    private boolean complained;

    public DrillFollower(Engine engine, WorkflowStub drill, Terminal terminal, StopKeys keys, StopWords words) {
        this.engine = engine;
        this.drill = drill;
        this.terminal = terminal;
        this.keys = keys;
        this.words = words;
    }

    /** Blocks until the drill's workflow has ended, for as long as that takes; survives a server that is away. */
    public DrillEnd await() {
        for (int tick = 0; ; tick++) {
            look(tick % TICKS_PER_QUERY == 0);
            try {
                Optional<DrillSummary> summary = engine.result(drill, TICK_MS, DrillSummary.class);
                if (summary.isPresent()) {
                    return ended(new DrillEnd(summary.get(), null));
                }
                complainOnce();
            } catch (WorkflowFailedException e) {
                return ended(new DrillEnd(null, Reasons.of(e)));
            }
        }
    }

    private DrillEnd ended(DrillEnd end) {
        engine.state(drill, DrillState.class).ifPresent(this::show);
        terminal.erase();
        return end;
    }

    /** For Ctrl-C; returns at once. */
    public void pressed() {
        switch (keys.pressed(System.nanoTime())) {
            case ASK -> terminal.line(words.question());
            case STOP -> {
                terminal.line(words.stopping());
                Thread.ofPlatform().daemon().name("stop").start(this::stop);
            }
            case LEAVE -> {
                terminal.line(words.left());
                Runtime.getRuntime().halt(1);
            }
        }
    }

    /** What was last known of it; null when no worker has answered yet. */
    public @Nullable DrillState known() {
        return known;
    }

    private void stop() {
        try {
            if (known == null) {
                drill.terminate("stopped before a worker had taken it up");
            } else {
                terminal.line(drill.update(
                        words.update(), String.class, new Abort("stopped at the command line", Person.here())));
            }
        } catch (WorkflowException e) {
            terminal.line("not stopped: " + Reasons.of(e) + "; this goes on waiting for the end");
        }
    }

    private void look(boolean query) {
        if (query) {
            engine.state(drill, DrillState.class).ifPresent(this::show);
        }
        DrillState state = known;
        if (terminal.isLive() && state != null) {
            terminal.live(liveLine(state, engine.counts(drill)));
        }
    }

    private void show(DrillState state) {
        known = state;
        for (; shown < state.events().size(); shown++) {
            EventText.line(state, shown).ifPresent(terminal::line);
        }
    }

    private String liveLine(DrillState state, Optional<LiveCounts> counts) {
        return String.format(
                Locale.ROOT,
                "%7.1f s  %-10s %s",
                (System.nanoTime() - startedNs) / 1e9,
                state.stage().name().toLowerCase(Locale.ROOT),
                counts.map(seen ->
                                "%d good, %d bad%s".formatted(seen.good(), seen.bad(), seen.outage() ? "  OUTAGE" : ""))
                        .orElse(""));
    }

    private void complainOnce() {
        if (!complained && known == null && System.nanoTime() - startedNs > PATIENCE.toNanos()) {
            complained = true;
            terminal.line("no worker has taken the drill up for %d s; is one alive? see: hadrill status"
                    .formatted(PATIENCE.toSeconds()));
        }
    }
}
