package dev.hadrill.activities.docker;

import dev.hadrill.workflows.Failures;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A script in a follower's container that says {@code held} once nothing is received, waits for a line or the end of its
 * standard input, puts back what it changed and says {@code released}.
 */
public final class BrakeStream implements ReplicationBrake.Held {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final Instance follower;
    private final ExecStream stream;
    private volatile String lastWords = "nothing";

    private BrakeStream(DockerEngine engine, Instance follower, Command script) {
        this.follower = follower;
        this.stream = ExecStream.open(engine, follower, script, this::heard, () -> {
            held.countDown();
            released.countDown();
        });
    }

    /** Fails for good with what the script said when it does not hold within five seconds. */
    public static BrakeStream hold(DockerEngine engine, Instance follower, Command script) {
        BrakeStream brake = new BrakeStream(engine, follower, script);
        await(brake.held);
        if (!brake.lastWords.equals("held")) {
            brake.close();
            throw Failures.refuse(
                    Failures.FAULT_NOT_LANDED,
                    "%s could not be kept from receiving within %d s, it said: %s"
                            .formatted(follower.name(), PATIENCE.toSeconds(), brake.lastWords));
        }
        return brake;
    }

    @Override
    public void close() {
        stream.send("release");
        await(released);
        stream.close();
    }

    @Override
    public String toString() {
        return follower.name();
    }

    private void heard(ExecStream.Line line) {
        if (!line.text().isBlank()) {
            lastWords = line.text();
        }
        if (line.text().equals("held")) {
            held.countDown();
        }
        if (line.text().equals("released")) {
            released.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while replication was held back", e);
        }
    }
}
