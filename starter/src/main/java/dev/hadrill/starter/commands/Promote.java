package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.engine.Engine;
import dev.hadrill.starter.engine.Person;
import dev.hadrill.starter.engine.Reasons;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.starter.runbook.RunbookFollower;
import dev.hadrill.starter.stacks.Stacks;
import dev.hadrill.starter.terminal.Interrupts;
import dev.hadrill.starter.terminal.StopKeys;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.runbook.Approval;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.runbook.PromotionRequest;
import dev.hadrill.workflows.runbook.PromotionResult;
import dev.hadrill.workflows.runbook.PromotionRunbook;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hadrill promote}: the promotion runbook, for a real incident; exit code 0 only when it was promoted. */
@Command(
        name = "promote",
        description = {
            "Fences the Postgres primary, promotes its standby and points the application at it.",
            "Also approves a runbook that waits for somebody. On a terminal it asks; elsewhere give --approve-by."
        },
        mixinStandardHelpOptions = true)
public final class Promote implements Callable<Integer> {
    private final Settings settings;

    @Parameters(
            paramLabel = "STACK",
            completionCandidates = Stacks.class,
            description = "The stack, for example freesdn.")
    private String stack = "";

    @Option(names = "--approve-by", paramLabel = "NAME", description = "Who approves; nothing is asked then.")
    private @Nullable String approveBy;

    @Option(names = "--why", paramLabel = "TEXT", description = "Why, for the record.")
    private @Nullable String why;

    @Option(names = "--json", description = "Print the result alone, as JSON.")
    private boolean json;

    public Promote(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        if (approveBy == null && !(Terminal.canAsk() && !json)) {
            throw new CommandFailed(
                    "a promotion must be approved by somebody: hadrill promote %s --approve-by NAME --why TEXT"
                            .formatted(stack));
        }
        Terminal terminal = json ? Terminal.silent() : Terminal.ofStandardOutput();
        try (Engine engine = Engine.connect(Connection.of(settings))) {
            WorkflowStub runbook = engine.start(
                    "PromotionRunbook",
                    PromotionRunbook.id(stack),
                    "Promote the standby of stack " + stack,
                    "Started by %s with hadrill promote.".formatted(Person.here()),
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
                    new PromotionRequest(stack, true, null, null, why));
            RunbookFollower follower = new RunbookFollower(engine, runbook, terminal, new StopKeys(Terminal.canAsk()));
            Interrupts.onInterrupt(follower::pressed);
            follower.awaitPreflight().ifPresent(found -> decide(follower, found, terminal));
            return report(follower.await(), terminal);
        } catch (WorkflowFailedException e) {
            throw new CommandFailed(Reasons.of(e), e);
        }
    }

    private void decide(RunbookFollower follower, Promotion found, Terminal terminal) {
        terminal.line("promotes  %s (%s), received up to %s on timeline %d"
                .formatted(
                        found.standby().service(),
                        found.standby().containerName(),
                        found.receivedLsn(),
                        found.timeline()));
        terminal.line("fences    %s (%s), %s"
                .formatted(
                        found.oldPrimary().service(),
                        found.oldPrimary().containerName(),
                        found.oldPrimary().role()));
        String by = approveBy;
        if (by == null) {
            if (!"promote".equals(terminal.ask("Type 'promote' to go on; anything else aborts: "))) {
                follower.abort("not approved at the terminal");
                return;
            }
            by = Person.here();
        }
        follower.approve(new Approval(by, why == null ? "hadrill promote" : why));
    }

    private int report(PromotionResult result, Terminal terminal) {
        if (json) {
            System.out.println(Json.write(result));
        }
        terminal.line(result.summary());
        return result.promoted() == null ? 1 : 0;
    }
}
