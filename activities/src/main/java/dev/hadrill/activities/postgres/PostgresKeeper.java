package dev.hadrill.activities.postgres;

import dev.hadrill.activities.docker.Await;
import dev.hadrill.activities.docker.ContainerKill;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Exec;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.Project;
import dev.hadrill.activities.lease.Healing;
import dev.hadrill.activities.lease.Keeper;
import dev.hadrill.activities.lease.Revival;
import dev.hadrill.activities.ledger.WalLossRecord;
import dev.hadrill.activities.postgres.PostgresNode.Condition;
import dev.hadrill.workflows.ledger.WalLoss;
import dev.hadrill.workflows.stack.ComponentHealth;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.PostgresPair;
import dev.hadrill.workflows.stack.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps a PostgreSQL pair: one writable primary, a standby that streams from it, and the application pointed at it. */
public final class PostgresKeeper implements Keeper {
    // A standby looks for its primary every 0.5 to 5 s, and a killed server recovers its WAL first.
    private static final Duration STUCK = Duration.ofSeconds(30);
    private static final int REJOINS = 3;

    private final DockerEngine engine;
    private final PinnedStack stack;
    private final String name;
    private final PostgresPair pair;
    private final PairObserver observer;

    public PostgresKeeper(DockerEngine engine, PinnedStack stack, String name, PostgresPair pair) {
        this.engine = engine;
        this.stack = stack;
        this.name = name;
        this.pair = pair;
        this.observer = new PairObserver(engine, stack.stack().name(), pair);
    }

    @Override
    public ComponentHealth health(Project project) {
        PairObserver.Seen seen = observer.look(project, false);
        Map<String, Role> roles = new HashMap<>();
        seen.nodes().forEach(node -> roles.put(node.service(), role(node.condition())));
        List<String> problems = new ArrayList<>();
        PostgresStep step = new PostgresPlan(null, false)
                .next(seen.nodes().get(0), seen.nodes().get(1));
        if (!(step instanceof PostgresStep.Whole)) {
            problems.add("expected one primary and a standby that streams from it, found "
                    + seen.nodes().stream().map(PostgresNode::toString).collect(Collectors.joining(", ")));
        }
        List<Instance> fenced = members(seen).stream()
                .filter(member -> member.restartPolicy().equals("no"))
                .toList();
        if (fenced.size() == 1) {
            problems.add(fenced.getFirst().service() + " is fenced: its restart policy is no, its partner's is not");
        }
        seen.only(Condition.PRIMARY)
                .ifPresent(primary -> problems.addAll(
                        new Repointing(engine, stack, pair.repoint()).problems(project, primary.service())));
        return new ComponentHealth(name, problems.isEmpty(), roles, problems);
    }

    @Override
    public void heal(Healing healing) {
        long end = System.nanoTime() + Healing.PATIENCE.toNanos();
        String intended = healing.intent()
                .filter(intent -> intent.component().equals(name))
                .map(intent -> intent.standby().service())
                .orElse(null);
        Attempt attempt = new Attempt(healing);
        while (true) {
            Project project = engine.project(stack.stack().compose().project());
            PairObserver.Seen seen = observer.look(project, true);
            PostgresStep step = new PostgresPlan(intended, attempt.stuck())
                    .next(seen.nodes().get(0), seen.nodes().get(1));
            if (step instanceof PostgresStep.Whole) {
                settle(project, seen, attempt);
                return;
            }
            if (step instanceof PostgresStep.Ask ask) {
                healing.ask(ask.todo());
                return;
            }
            if (System.nanoTime() >= end || attempt.rejoins > REJOINS) {
                healing.ask("%s did not become whole: %s; next would be %s".formatted(name, seen.nodes(), step));
                return;
            }
            attempt.take(step, seen);
        }
    }

    /** One run of the loop above: what it did so far, and how long it has waited for the same thing. */
    private final class Attempt {
        private final Healing healing;
        private boolean touched;
        private int rejoins;
        private @Nullable String waitingFor;
        private long waitingSince;

        Attempt(Healing healing) {
            this.healing = healing;
        }

        boolean stuck() {
            return waitingFor != null && System.nanoTime() - waitingSince > STUCK.toNanos();
        }

        void take(PostgresStep step, PairObserver.Seen seen) {
            if (step instanceof PostgresStep.Wait wait) {
                if (!wait.why().equals(waitingFor)) {
                    waitingFor = wait.why();
                    waitingSince = System.nanoTime();
                }
                healing.doing("waiting " + wait.why());
                Await.pause();
                return;
            }
            waitingFor = null;
            touched = true;
            switch (step) {
                case PostgresStep.Start start -> start(seen, start.service());
                case PostgresStep.Unpause unpause -> {
                    Instance instance = seen.member(unpause.service()).instance();
                    engine.unpause(instance.id());
                    healing.did("resumed " + instance.name());
                }
                case PostgresStep.Fence fence -> fence(seen, fence.service());
                case PostgresStep.Rejoin rejoin -> rejoin(seen, rejoin.service(), rejoin.copy() || rejoins > 0);
                case PostgresStep.Promote promote -> promote(seen, promote.service());
                case PostgresStep.Wait done -> throw new IllegalStateException("handled above: " + done);
                case PostgresStep.Whole done -> throw new IllegalStateException("nothing to do: " + done);
                case PostgresStep.Ask done -> throw new IllegalStateException("nothing to do: " + done);
            }
        }

        private void start(PairObserver.Seen seen, String service) {
            Instance instance = seen.member(service).instance();
            ContainerKill.undo(engine, instance, healing.restartPolicy(instance, members(seen)));
            healing.did("started " + instance.name());
        }

        private void fence(PairObserver.Seen seen, String service) {
            Instance instance = seen.member(service).instance();
            Fencing.fence(engine, instance);
            healing.did("fenced %s: killed, restart policy no".formatted(instance.name()));
        }

        private void promote(PairObserver.Seen seen, String service) {
            PostgresNode node = seen.node(service);
            Fencing.fence(engine, seen.otherThan(service).instance());
            healing.doing("completing the promotion of " + service);
            healing.did("completed the promotion that was begun: "
                    + StandbyPromotion.promote(seen.member(service), node.timeline(), String.valueOf(node.systemId())));
        }

        private void rejoin(PairObserver.Seen seen, String service, boolean copy) {
            rejoins++;
            PostgresMember primary = seen.otherThan(service);
            PostgresMember member = seen.member(service);
            Fencing.fence(engine, member.instance());
            keepLoss(seen, member, primary, healing);
            // Without a checkpoint on the new timeline a rewind takes the old primary for one that need not be rewound.
            boolean copied =
                    copy || !primary.sql(Duration.ofMinutes(1), "CHECKPOINT").ok();
            DeadMember dead = new DeadMember(stack.stack().name(), member);
            healing.doing("rejoining %s by %s".formatted(service, copied ? "pg_basebackup" : "pg_rewind"));
            Exec answer = dead.rejoin(primary, copied);
            if (!answer.ok() && !copied) {
                healing.did("pg_rewind of %s failed (%s); copying %s instead"
                        .formatted(service, answer.complaint(), primary.service()));
                copied = true;
                answer = dead.rejoin(primary, true);
            }
            if (!answer.ok()) {
                healing.did("pg_basebackup of %s failed: %s".formatted(service, answer.complaint()));
                return;
            }
            healing.did("rejoined %s to %s by %s"
                    .formatted(service, primary.service(), copied ? "pg_basebackup" : "pg_rewind"));
            start(seen, service);
        }
    }

    /** Before anything writes to the dead member's volume. */
    private void keepLoss(PairObserver.Seen seen, PostgresMember member, PostgresMember primary, Healing healing) {
        int timeline = seen.node(member.service()).timeline();
        int newer = seen.node(primary.service()).timeline();
        Optional<WalLossRecord> losses = healing.losses().filter(record -> timeline > 0 && timeline < newer);
        if (losses.isEmpty() || losses.get().known(name)) {
            return;
        }
        healing.doing(
                "reading what the log of %s holds that %s has not".formatted(member.service(), primary.service()));
        DeadMember dead = new DeadMember(stack.stack().name(), member);
        WalLoss loss = new DivergentWal(dead, primary, losses.get().drillId()).read(timeline, newer);
        losses.get().keep(name, loss);
        healing.did("read the log of %s: %s"
                .formatted(
                        member.service(),
                        loss.problem() == null
                                ? "%d transactions beyond %s, %d of them the ledger's"
                                        .formatted(loss.commits(), loss.switchPoint(), loss.ledgerCommits())
                                : loss.problem()));
    }

    private void settle(Project project, PairObserver.Seen seen, Attempt attempt) {
        Healing healing = attempt.healing;
        PostgresMember primary = seen.only(Condition.PRIMARY).orElseThrow();
        PostgresMember standby = seen.only(Condition.STANDBY).orElseThrow();
        Revival revival = new Revival(engine, healing);
        members(seen).forEach(member -> revival.restorePolicy(member, members(seen)));
        if (attempt.touched) {
            Optional<String> missing = new MarkerRow(primary, standby).replays();
            if (missing.isPresent()) {
                healing.ask(missing.get());
                return;
            }
            healing.did(
                    "%s streams from %s, and replayed a marker row".formatted(standby.service(), primary.service()));
        }
        new Repointing(engine, stack, pair.repoint()).complete(project, primary.service(), healing);
    }

    private static List<Instance> members(PairObserver.Seen seen) {
        return seen.members().stream().map(PostgresMember::instance).toList();
    }

    private static Role role(Condition condition) {
        return switch (condition) {
            case PRIMARY -> Role.PRIMARY;
            case STANDBY -> Role.STANDBY;
            case SILENT, PAUSED -> Role.UNKNOWN;
            case DEAD_PRIMARY, DEAD_STANDBY, DEAD_BROKEN, DEAD_UNKNOWN -> Role.DOWN;
        };
    }
}
