package dev.hadrill.activities.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.hadrill.workflows.Failures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client that lives long inside a container, told lines and answering lines. Its standard input ends when this is
 * closed, or when this worker dies: a client that reads it ends then, and one that does not is started by {@link
 * #untilClosed}. Threads may send at once; the lines of one client come on one thread.
 */
public final class ExecStream implements AutoCloseable {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final String UNTIL_CLOSED = "\"$@\" & client=$!; cat >/dev/null; kill \"$client\" 2>/dev/null; wait";

    /**
     * What the client said.
     *
     * @param receivedNs on CLOCK_MONOTONIC, when its last byte was here
     */
    public record Line(long receivedNs, boolean error, String text) {}

    private final Input input = new Input();
    private final Lines lines;

    private ExecStream(Consumer<Line> onLine, Runnable onEnd) {
        this.lines = new Lines(onLine, onEnd);
    }

    /** A client that never reads its standard input, made to end with it. */
    public static Command untilClosed(Command command) {
        String[] argv = command.argv().toArray(String[]::new);
        return Command.script(UNTIL_CLOSED, java.util.List.of(argv))
                .with(command.env())
                .as(command.user());
    }

    /**
     * Blocks until the client runs; fails when the container does not run.
     *
     * @param onEnd told once, when the client has ended or cannot be heard any more
     */
    public static ExecStream open(
            DockerEngine engine, Instance instance, Command command, Consumer<Line> onLine, Runnable onEnd) {
        ExecStream stream = new ExecStream(onLine, onEnd);
        engine.ask("exec in " + instance.name(), () -> {
            var create = engine.streams()
                    .execCreateCmd(instance.id())
                    .withCmd(command.argv().toArray(String[]::new))
                    .withEnv(DockerEngine.assignments(command.env()))
                    .withAttachStdin(true)
                    .withAttachStdout(true)
                    .withAttachStderr(true);
            if (command.user() != null) {
                create.withUser(command.user());
            }
            try {
                String id = create.exec().getId();
                return engine.streams().execStartCmd(id).withStdIn(stream.input).exec(stream.lines);
            } catch (ConflictException | NotFoundException e) {
                throw Failures.passing(Failures.DOCKER_DOWN, instance.name() + " cannot be asked: it does not run", e);
            }
        });
        return stream;
    }

    /** Does not block; a line to a client that has ended is lost. */
    public void send(String line) {
        input.add((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public boolean ended() {
        return lines.ended;
    }

    /** Does not wait for the client to end. */
    @Override
    public void close() {
        input.end();
        try {
            lines.close();
        } catch (IOException e) {
            // It was closed already: that is what was wanted.
        }
    }

    /** What is sent, as the transport reads it. */
    private static final class Input extends InputStream {
        private static final byte[] END = new byte[0];

        private final BlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();
        private byte[] current = END;
        private int at;
        private boolean over;

        void add(byte[] bytes) {
            sent.add(bytes);
        }

        void end() {
            sent.add(END);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) {
            if (at == current.length && !next()) {
                return -1;
            }
            int count = Math.min(length, current.length - at);
            System.arraycopy(current, at, bytes, offset, count);
            at += count;
            return count;
        }

        private boolean next() {
            if (over) {
                return false;
            }
            try {
                current = sent.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                current = END;
            }
            at = 0;
            over = current.length == 0;
            if (over) {
                // The transport's thread ends here; where the client is gone already, it would print that it is.
                Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
            }
            return !over;
        }
    }

    private static final class Lines extends ResultCallback.Adapter<Frame> {
        private final Consumer<Line> onLine;
        private final Runnable onEnd;
        private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        private volatile boolean ended;

        Lines(Consumer<Line> onLine, Runnable onEnd) {
            this.onLine = onLine;
            this.onEnd = onEnd;
        }

        @Override
        public void onNext(@Nullable Frame frame) {
            if (frame == null) {
                return;
            }
            long now = System.nanoTime();
            boolean error = frame.getStreamType() == StreamType.STDERR;
            ByteArrayOutputStream line = error ? stderr : stdout;
            for (byte next : frame.getPayload()) {
                if (next == '\n') {
                    onLine.accept(new Line(
                            now, error, line.toString(StandardCharsets.UTF_8).stripTrailing()));
                    line.reset();
                } else if (line.size() < LONGEST_LINE) {
                    line.write(next);
                }
            }
        }

        @Override
        public void onComplete() {
            super.onComplete();
            end();
        }

        @Override
        public void onError(Throwable failure) {
            super.onError(failure);
            end();
        }

        private synchronized void end() {
            if (!ended) {
                ended = true;
                onEnd.run();
            }
        }
    }
}
