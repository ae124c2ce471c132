package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.engine.Engine;
import dev.hadrill.starter.engine.Person;
import dev.hadrill.starter.engine.Reasons;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.starter.stacks.Stacks;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.lease.LeaseRequest;
import dev.hadrill.workflows.lease.LeaseState;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.lease.StackLease;
import dev.hadrill.workflows.stack.ComponentHealth;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hadrill restore}: makes a wrecked stack whole; exit code 0 only when it is. */
@Command(
        name = "restore",
        description = "Makes a stack whole, whatever wrecked it; exit code 0 only when it is.",
        mixinStandardHelpOptions = true)
public final class Restore implements Callable<Integer> {
    private final Settings settings;

    @Parameters(
            paramLabel = "STACK",
            completionCandidates = Stacks.class,
            description = "The stack, for example freesdn.")
    private String stack = "";

    @Option(names = "--json", description = "Print the result alone, as JSON.")
    private boolean json;

    public Restore(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        Terminal terminal = json ? Terminal.silent() : Terminal.ofStandardOutput();
        try (Engine engine = Engine.connect(Connection.of(settings))) {
            WorkflowStub lease = engine.start(
                    "StackLease",
                    StackLease.id(stack),
                    "Restore stack " + stack,
                    "Asked by %s with hadrill restore.".formatted(Person.here()),
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
                    new LeaseRequest(stack, null, null, null, null));
            refuseWhenHeld(engine, lease);
            return report(terminal, await(engine, lease, terminal));
        } catch (WorkflowFailedException e) {
            throw new CommandFailed(Reasons.of(e), e);
        }
    }

    /** The running lease of a drill heals by itself when the drill ends. */
    private void refuseWhenHeld(Engine engine, WorkflowStub lease) {
        engine.state(lease, LeaseState.class)
                .filter(state -> state.holder() != null)
                .ifPresent(state -> {
                    throw new CommandFailed(
                            "stack %s is in use by %s (%s), which makes it whole when it ends; abort that"
                                    .formatted(stack, state.holder(), state.purpose()));
                });
    }

    private Restoration await(Engine engine, WorkflowStub lease, Terminal terminal) {
        terminal.line("restoring %s; it goes on if this command dies".formatted(stack));
        String phase = "";
        while (true) {
            Optional<Restoration> end = engine.result(lease, 1_000, Restoration.class);
            if (end.isPresent()) {
                return end.get();
            }
            String now = engine.state(lease, LeaseState.class)
                    .map(state ->
                            state.phase() + (state.todo().isEmpty() ? "" : ": " + String.join("; ", state.todo())))
                    .orElse(phase);
            if (!now.equals(phase)) {
                terminal.line("  " + now);
            }
            phase = now;
        }
    }

    private int report(Terminal terminal, Restoration restoration) {
        if (json) {
            System.out.println(Json.write(restoration));
        }
        restoration.done().forEach(done -> terminal.line("  done  " + done));
        for (ComponentHealth component : restoration.components()) {
            terminal.line("  %-10s %s %s"
                    .formatted(
                            component.component(),
                            component.redundant() ? "redundant" : "NOT redundant: " + component.problems(),
                            component.roles()));
        }
        restoration.todo().forEach(todo -> terminal.line("  TO DO " + todo));
        double seconds = restoration.ended().secondsSince(restoration.began());
        terminal.line(
                restoration.whole()
                        ? String.format(Locale.ROOT, "whole after %.1f s", seconds)
                        : "NOT whole: a person must do what is listed");
        return restoration.whole() ? 0 : 1;
    }
}
