package dev.hadrill.activities.docker;

import dev.hadrill.workflows.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** All lines that a client answers, however many: {@link DockerEngine#exec} keeps the first 256 KiB only. */
public final class LongAnswer {
    /** The last line of an answer that is whole. */
    public static final String END = "hadrill end";

    private LongAnswer() {}

    /** Blocks; fails with what the client said last when it ended, or the time did, before it said {@link #END}. */
    public static List<String> ask(DockerEngine engine, Instance place, Command command, List<String> input) {
        List<String> lines = new ArrayList<>();
        CountDownLatch over = new CountDownLatch(1);
        boolean inTime;
        try (ExecStream stream = ExecStream.open(
                engine,
                place,
                command,
                line -> {
                    synchronized (lines) {
                        lines.add(line.text());
                    }
                    if (line.text().equals(END)) {
                        over.countDown();
                    }
                },
                over::countDown)) {
            input.forEach(stream::send);
            inTime = over.await(command.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading: the worker is being stopped", e);
        }
        synchronized (lines) {
            if (lines.isEmpty() || !lines.getLast().equals(END)) {
                throw Failures.passing(
                        Failures.DOCKER_DOWN,
                        "%s: %s, its last words: %s"
                                .formatted(
                                        place.name(),
                                        inTime
                                                ? "the client ended early"
                                                : "no whole answer within %d s"
                                                        .formatted(command.timeout()
                                                                .toSeconds()),
                                        lines.isEmpty() ? "nothing" : lines.getLast()),
                        null);
            }
            return List.copyOf(lines.subList(0, lines.size() - 1));
        }
    }
}
