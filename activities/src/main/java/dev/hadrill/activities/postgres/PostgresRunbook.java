package dev.hadrill.activities.postgres;

import dev.hadrill.activities.compose.Dependents;
import dev.hadrill.activities.docker.Await;
import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.DockerEngines;
import dev.hadrill.activities.docker.Exec;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.LoadBalancer;
import dev.hadrill.activities.postgres.PostgresNode.Condition;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.runbook.RunbookActivities;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.PostgresPair;
import dev.hadrill.workflows.stack.Repoint;
import dev.hadrill.workflows.stack.Role;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The promotion runbook's steps on a pair of containers, their env file and their load balancer. */
public final class PostgresRunbook implements RunbookActivities {
    // nginx tries a dead upstream again after its fail_timeout of 10 s; a reload should make that needless.
    private static final Duration SERVICE_BACK = Duration.ofSeconds(30);
    private static final Duration PROBE = Duration.ofSeconds(5);

    private final DockerEngines engines;

    public PostgresRunbook(DockerEngines engines) {
        this.engines = engines;
    }

    @Override
    public Promotion preflight(PinnedStack stack) {
        DockerEngine engine = engines.of(stack);
        PostgresPair pair = pair(stack);
        PairObserver.Seen seen =
                new PairObserver(engine, stack.stack().name(), pair).look(engine.project(project(stack)), false);
        PostgresMember standby = seen.only(Condition.STANDBY).orElseThrow(() -> stopped(seen));
        PostgresMember old = seen.otherThan(standby.service());
        PostgresView view = Objects.requireNonNull(seen.views().get(standby.service()));
        PostgresView oldView = seen.views().get(old.service());
        if (oldView != null && !oldView.systemId().equals(view.systemId())) {
            throw Failures.refuse(
                    Failures.RUNBOOK_STOPPED,
                    "%s and %s are of different clusters (system identifiers %s and %s): nothing can be promoted"
                            .formatted(old.service(), standby.service(), oldView.systemId(), view.systemId()));
        }
        String component = stack.stack().postgres().getKey();
        return new Promotion(
                component,
                old.instance().as(component, old.instance().running() ? Role.PRIMARY : Role.DOWN),
                standby.instance().as(component, Role.STANDBY),
                view.timeline(),
                view.lsn(),
                view.systemId());
    }

    @Override
    public StepDone fence(PinnedStack stack, Promotion promotion) {
        return step("fence", () -> {
            DockerEngine engine = engines.of(stack);
            Instance old = engine.service(project(stack), promotion.oldPrimary().service());
            boolean meant = old.isIncarnation(promotion.oldPrimary());
            if (!meant && old.running()) {
                // It came back by itself since the preflight: fenced too, unless it follows by now.
                boolean follows = new PostgresMember(engine, pair(stack), old)
                        .look()
                        .map(PostgresView::inRecovery)
                        .orElse(false);
                if (follows) {
                    throw Failures.refuse(
                            Failures.RUNBOOK_STOPPED,
                            "%s was started again at %s and is a standby now: look who is primary, then promote anew"
                                    .formatted(old.name(), old.startedAt()));
                }
            }
            Fencing.fence(engine, old);
            return "%s: restart policy no, %s"
                    .formatted(
                            old.name(),
                            !old.running()
                                    ? "down already"
                                    : meant ? "killed" : "killed after it had come back at " + old.startedAt());
        });
    }

    @Override
    public StepDone promote(PinnedStack stack, Promotion promotion) {
        return step(StepDone.PROMOTE, () -> {
            DockerEngine engine = engines.of(stack);
            Instance standby =
                    engine.service(project(stack), promotion.standby().service());
            return StandbyPromotion.promote(
                    new PostgresMember(engine, pair(stack), standby), promotion.timeline(), promotion.systemId());
        });
    }

    @Override
    public StepDone repoint(PinnedStack stack, Promotion promotion) {
        return step("repoint", () -> {
            String variable = pair(stack).repoint().variable();
            String promoted = promotion.standby().service();
            String was = dependents(stack).envFile().set(variable, promoted);
            return "%s in %s: %s"
                    .formatted(
                            variable,
                            stack.stack().compose().envFile(),
                            was.equals(promoted) ? promoted + " already" : was + " -> " + promoted);
        });
    }

    @Override
    public StepDone recreate(PinnedStack stack, Promotion promotion, List<String> services) {
        return step("recreate", () -> {
            List<String> recreated =
                    dependents(stack).recreate(promotion.standby().service(), services);
            String detail =
                    recreated.isEmpty() ? "none had to be recreated" : "recreated " + String.join(", ", recreated);
            return detail + "; ready: " + String.join(", ", services);
        });
    }

    @Override
    public StepDone refreshLoadBalancer(PinnedStack stack, Promotion promotion) {
        return step("refresh_load_balancer", () -> {
            Repoint repoint = pair(stack).repoint();
            return reload(engines.of(stack), project(stack), repoint.loadBalancer(), repoint.reload());
        });
    }

    @Override
    public StepDone verify(PinnedStack stack, Promotion promotion) {
        return step("verify", () -> {
            LoadBalancer front = new LoadBalancer(stack.front(), PROBE);
            LoadBalancer.Answer[] last = {new LoadBalancer.Answer(false, "", "never asked")};
            boolean good = Await.until(SERVICE_BACK, () -> {
                last[0] = front.ask("");
                return last[0].good();
            });
            if (!good) {
                throw Failures.passing(
                        Failures.RUNBOOK_STOPPED,
                        "%s: expected a good answer within %d s, the last was %s"
                                .formatted(front.url(), SERVICE_BACK.toSeconds(), last[0].detail()),
                        null);
            }
            DockerEngine engine = engines.of(stack);
            Instance promoted =
                    engine.service(project(stack), promotion.standby().service());
            boolean writable = new PostgresMember(engine, pair(stack), promoted)
                    .look()
                    .filter(view -> !view.inRecovery())
                    .isPresent();
            if (!writable) {
                throw Failures.passing(
                        Failures.RUNBOOK_STOPPED, promoted.service() + " is in recovery or silent after all", null);
            }
            return "%s: %s; %s: pg_is_in_recovery() = f".formatted(front.url(), last[0].detail(), promoted.service());
        });
    }

    static String reload(DockerEngine engine, String project, String service, List<String> command) {
        Exec answer = engine.exec(engine.service(project, service), Command.of(command));
        if (!answer.ok()) {
            throw Failures.passing(
                    Failures.RUNBOOK_STOPPED,
                    "%s in %s: %s".formatted(String.join(" ", command), service, answer.complaint()),
                    null);
        }
        return "%s: %s".formatted(service, String.join(" ", command));
    }

    private Dependents dependents(PinnedStack stack) {
        return new Dependents(engines.of(stack), stack, pair(stack).repoint());
    }

    private static PostgresPair pair(PinnedStack stack) {
        return stack.stack().postgres().getValue();
    }

    private static String project(PinnedStack stack) {
        return stack.stack().compose().project();
    }

    private static StepDone step(String name, Supplier<String> work) {
        Stamp began = Stamp.now();
        String detail = work.get();
        return new StepDone(name, began, Stamp.now(), detail);
    }

    private static ApplicationFailure stopped(PairObserver.Seen seen) {
        String found = "expected exactly one running standby to promote, found: "
                + seen.nodes().stream().map(PostgresNode::toString).collect(Collectors.joining(", "));
        return seen.nodes().stream().anyMatch(node -> node.is(Condition.SILENT))
                ? Failures.passing(Failures.RUNBOOK_STOPPED, found + "; it is looked at again", null)
                : Failures.refuse(Failures.RUNBOOK_STOPPED, found + "; make it whole first: hadrill restore");
    }
}
