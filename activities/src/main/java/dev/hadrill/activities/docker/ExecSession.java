package dev.hadrill.activities.docker;

import dev.hadrill.workflows.observation.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The questions to one client, answered in their order, a line each. A line that no question waits for is ignored: a
 * client may say more than one about an error. Where a question is overdue, or it is not clear which one a line answers,
 * the client is given up.
 */
final class ExecSession {
    /** What became of a question, and when. */
    record Answer(Outcome outcome, long atNs) {}

    /** Told once, when nothing can be asked any more. */
    @FunctionalInterface
    interface OnLost {
        void lost(ExecSession session, boolean refused, String why);
    }

    private record Question(long sentNs, CompletableFuture<Answer> answer) {}

    private final String question;
    private final Freshness freshness;
    private final long slowAfterNs;
    private final OnLost onLost;
    private final Deque<Question> waiting = new ArrayDeque<>();
    private ExecAsking.@Nullable Client client;
    private boolean over;

    ExecSession(String question, Freshness freshness, Duration slowAfter, OnLost onLost) {
        this.question = question;
        this.freshness = freshness;
        this.slowAfterNs = slowAfter.toNanos();
        this.onLost = onLost;
    }

    synchronized void begin(ExecAsking.Client with) {
        client = with;
    }

    synchronized boolean over() {
        return over;
    }

    /** Null where nothing can be asked any more. Does not block. */
    synchronized @Nullable CompletableFuture<Answer> ask(long sentNs) {
        if (over || client == null) {
            return null;
        }
        Question asked = new Question(sentNs, new CompletableFuture<>());
        waiting.add(asked);
        client.send().accept(question);
        return asked.answer();
    }

    synchronized void heard(ExecStream.Line line) {
        if (over || waiting.isEmpty()) {
            return;
        }
        if (line.error()) {
            answerAll(Outcome.REFUSED, line.receivedNs());
        } else if (waiting.size() > 1 && !freshness.isValue(line.text())) {
            giveUp("'%s' is no value, and may be more than one line".formatted(line.text()));
        } else {
            Question oldest = waiting.remove();
            Outcome outcome = freshness.judge(line.text(), line.receivedNs());
            boolean late = line.receivedNs() - oldest.sentNs() > slowAfterNs;
            oldest.answer()
                    .complete(new Answer(late && outcome == Outcome.GOOD ? Outcome.SLOW : outcome, line.receivedNs()));
        }
    }

    /** The client is gone. */
    synchronized void ended() {
        if (!over) {
            over = true;
            answerAll(Outcome.REFUSED, System.nanoTime());
            onLost.lost(this, true, "it ended");
        }
    }

    /** What waits for longer than {@code slow_after} is bad whatever comes; of the others nothing is known. */
    synchronized void giveUp(String why) {
        if (over) {
            return;
        }
        over = true;
        long now = System.nanoTime();
        for (Question asked : waiting) {
            boolean overdue = now - asked.sentNs() > slowAfterNs;
            asked.answer().complete(new Answer(overdue ? Outcome.TIMED_OUT : Outcome.PROBER_ERROR, now));
        }
        waiting.clear();
        if (client != null) {
            client.close().run();
        }
        onLost.lost(this, false, why);
    }

    private void answerAll(Outcome outcome, long atNs) {
        waiting.forEach(asked -> asked.answer().complete(new Answer(outcome, atNs)));
        waiting.clear();
    }
}
