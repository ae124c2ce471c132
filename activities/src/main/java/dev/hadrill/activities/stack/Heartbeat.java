package dev.hadrill.activities.stack;

import dev.hadrill.activities.threads.BlockingThreads;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Beats on a thread of its own while an activity works, since a beat blocks while Temporal is away. Once Temporal says
 * that this attempt counts no more, {@link #say} fails: another may have taken over.
 */
final class Heartbeat implements AutoCloseable {
    private static final Duration BEAT = Duration.ofMillis(400); // the heartbeat time-out is 2 s

    private final ActivityExecutionContext context;
    private final Thread thread;
    private volatile String text;
    private volatile @Nullable ActivityCompletionException end;

    Heartbeat(ActivityExecutionContext context, String text) {
        this.context = context;
        this.text = text;
        this.thread = BlockingThreads.named("heartbeat").start(this::beat);
    }

    void say(String what) {
        if (end != null) {
            throw end;
        }
        text = what;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void beat() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                context.heartbeat(text);
                Thread.sleep(BEAT);
            }
        } catch (ActivityCompletionException e) {
            end = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
