package dev.hadrill.activities.lease;

import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.ledger.WalLossRecord;
import dev.hadrill.workflows.fault.Undo;
import dev.hadrill.workflows.runbook.Promotion;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One attempt to heal a stack: what is known beforehand, and what was done. Components share it between threads. */
public final class Healing {
    // A rejoin takes 10 s here; what has not healed by then is tried again by the lease.
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<Undo> undos;
    private final @Nullable Promotion intent;
    private final @Nullable WalLossRecord losses;
    private final Consumer<String> progress;
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<String> todo = new CopyOnWriteArrayList<>();

    /** The progress is told what is being done, and throws when this attempt must stop: another has taken over. */
    public Healing(
            List<Undo> undos, @Nullable Promotion intent, @Nullable WalLossRecord losses, Consumer<String> progress) {
        this.undos = List.copyOf(undos);
        this.intent = intent;
        this.losses = losses;
        this.progress = progress;
    }

    public Optional<Promotion> intent() {
        return Optional.ofNullable(intent);
    }

    /** Where a drill's losses are kept; empty where no drill with a ledger is healed. */
    public Optional<WalLossRecord> losses() {
        return Optional.ofNullable(losses);
    }

    public void doing(String what) {
        progress.accept(what);
    }

    public void did(String what) {
        done.add(what);
        progress.accept(what);
    }

    /** Says exactly what a person must do. */
    public void ask(String what) {
        todo.add(what);
        progress.accept("needs a person: " + what);
    }

    public List<String> done() {
        return List.copyOf(done);
    }

    public List<String> todo() {
        return List.copyOf(todo);
    }

    /** What it had before the fault, else, of one that was fenced, what its siblings have. */
    public String restartPolicy(Instance instance, Collection<Instance> siblings) {
        Optional<String> before = undos.stream()
                .map(Undo::before)
                .filter(member -> member.service().equals(instance.service()))
                .map(member -> member.restartPolicy())
                .filter(policy -> !policy.equals("no"))
                .findFirst();
        return before.orElseGet(() -> instance.restartPolicy().equals("no")
                ? siblings.stream()
                        .map(Instance::restartPolicy)
                        .filter(policy -> !policy.equals("no"))
                        .findFirst()
                        .orElse("no")
                : instance.restartPolicy());
    }
}
