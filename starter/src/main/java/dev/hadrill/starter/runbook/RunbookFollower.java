package dev.hadrill.starter.runbook;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.engine.Engine;
import dev.hadrill.starter.engine.Person;
import dev.hadrill.starter.engine.Reasons;
import dev.hadrill.starter.terminal.StopKeys;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.runbook.Approval;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.runbook.PromotionResult;
import dev.hadrill.workflows.runbook.PromotionState;
import dev.hadrill.workflows.runbook.StepDone;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.Locale;
import java.util.Optional;

/** Shows a promotion while it runs, approves it, or aborts it while that can be done. */
public final class RunbookFollower {
    private final Engine engine;
    private final WorkflowStub runbook;
    private final Terminal terminal;
    private final StopKeys keys;
    private String phase = "";
    private int shown;

    public RunbookFollower(Engine engine, WorkflowStub runbook, Terminal terminal, StopKeys keys) {
        this.engine = engine;
        this.runbook = runbook;
        this.terminal = terminal;
        this.keys = keys;
    }

    /**
     * Blocks until the runbook has found whom to promote and waits for a person; empty when it goes on or ended
     * without one. Throws {@link WorkflowFailedException} when it found what it must not go on from.
     */
    public Optional<Promotion> awaitPreflight() {
        while (true) {
            Optional<PromotionState> state = look();
            if (state.map(PromotionState::promotion).isPresent()) {
                return state.filter(
                                seen -> seen.approval() == null && seen.steps().isEmpty())
                        .map(PromotionState::promotion);
            }
            if (engine.result(runbook, 300, PromotionResult.class).isPresent()) {
                return Optional.empty();
            }
        }
    }

    /** Blocks until the runbook has ended and the stack was made whole; fails when it failed. */
    public PromotionResult await() {
        while (true) {
            Optional<PromotionResult> result = engine.result(runbook, 1_000, PromotionResult.class);
            look();
            if (result.isPresent()) {
                return result.get();
            }
        }
    }

    /** Fails with the runbook's own reason when it takes no approval. */
    public void approve(Approval approval) {
        try {
            terminal.line(runbook.update("approve", String.class, approval));
        } catch (WorkflowException e) {
            throw new CommandFailed("not approved: " + Reasons.of(e), e);
        }
    }

    public void abort(String reason) {
        try {
            terminal.line(runbook.update("abort", String.class, new Abort(reason, Person.here())));
        } catch (WorkflowException e) {
            terminal.line("not aborted: " + Reasons.of(e));
        }
    }

    /** For Ctrl-C; returns at once. */
    public void pressed() {
        switch (keys.pressed(System.nanoTime())) {
            case ASK ->
                terminal.line("Abort the promotion, if it has not begun? Press Ctrl-C again within 10 s;"
                        + " without it the promotion goes on.");
            case STOP -> Thread.ofPlatform().daemon().name("abort").start(() -> abort("stopped at the command line"));
            case LEAVE -> {
                terminal.line("left; the runbook goes on in the engine");
                Runtime.getRuntime().halt(1);
            }
        }
    }

    private Optional<PromotionState> look() {
        Optional<PromotionState> state = engine.state(runbook, PromotionState.class);
        state.ifPresent(this::show);
        return state;
    }

    private void show(PromotionState state) {
        for (; shown < state.steps().size(); shown++) {
            StepDone step = state.steps().get(shown);
            terminal.line(String.format(
                    Locale.ROOT,
                    "  %5.1f s  %s: %s",
                    step.ended().secondsSince(step.began()),
                    step.step(),
                    step.detail()));
        }
        if (!state.phase().equals(phase)) {
            phase = state.phase();
            terminal.line(phase);
        }
    }
}
