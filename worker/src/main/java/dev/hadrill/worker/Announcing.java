package dev.hadrill.worker;

import dev.hadrill.activities.webhook.Receiver;
import dev.hadrill.activities.webhook.Webhook;
import dev.hadrill.activities.webhook.Webhook.Answer;
import dev.hadrill.db.JdbiNotices;
import dev.hadrill.db.JdbiNotices.Due;
import dev.hadrill.workflows.Failures;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the webhook what waits in the history, one after the other on a thread of its own, so that a receiver that hangs
 * holds up nothing but what is told to it. At least once: who dies after sending sends again.
 */
final class Announcing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Announcing.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    /** Nine attempts over a day: docs/webhook.md. The first pause is longer than an attempt may take. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(8),
            Duration.ofHours(12));

    private final JdbiNotices notices;
    private final Receiver receiver;
    private final Webhook webhook;
    private final List<Duration> pauses;
    private final Duration lookEvery;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("announcing").unstarted(this::run);

    Announcing(JdbiNotices notices, Receiver receiver) {
        this(notices, receiver, PAUSES, LOOK_EVERY);
    }

    Announcing(JdbiNotices notices, Receiver receiver, List<Duration> pauses, Duration lookEvery) {
        this.notices = notices;
        this.receiver = receiver;
        this.webhook = new Webhook(receiver);
        this.pauses = pauses;
        this.lookEvery = lookEvery;
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (!announcedOne()) {
                    Thread.sleep(lookEvery);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean announcedOne() {
        try {
            Optional<Due> due = notices.claim(pauses);
            due.ifPresent(this::announce);
            return due.isPresent();
        } catch (ApplicationFailure e) {
            if (!Failures.HISTORY_DOWN.equals(e.getType())) {
                LOG.error("telling the webhook failed and is tried again", e);
            }
        } catch (RuntimeException e) {
            LOG.error("telling the webhook failed and is tried again", e);
        }
        return false;
    }

    private void announce(Due due) {
        Answer answer = webhook.send(due.noticeId(), due.body());
        switch (answer.fate()) {
            case DELIVERED -> notices.delivered(due.noticeId(), answer.result());
            case GONE -> {
                notices.giveUp(due.noticeId(), answer.result());
                warn(due, answer, "given up, as the receiver wants");
            }
            case FAILED -> {
                notices.failed(due.noticeId(), answer.result());
                warn(due, answer, due.dueAt() == null ? "given up" : "again at " + due.dueAt());
            }
        }
    }

    private void warn(Due due, Answer answer, String next) {
        LOG.warn(
                "webhook {}: {} was not taken ({}), attempt {} of {}: {}",
                receiver.origin(),
                due.noticeId(),
                answer.result(),
                due.attempts(),
                pauses.size() + 1,
                next);
    }
}
