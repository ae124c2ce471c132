package dev.hadrill.activities.witness;

import dev.hadrill.activities.docker.ExecStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Cuts the lines of a client into answers. It keeps as many as were asked for and not taken, and few lines of each. */
final class Answers {
    private static final int LONGEST = 32;

    private final String end;
    private final List<String> lines = new ArrayList<>();
    private final BlockingQueue<Optional<Answer>> answers = new LinkedBlockingQueue<>();

    Answers(String end) {
        this.end = end;
    }

    /** All lines up to an end. */
    record Answer(long receivedNs, List<String> lines) {}

    /** What is said of errors is no part of an answer. */
    void heard(ExecStream.Line line) {
        if (line.error()) {
            return;
        }
        if (line.text().equals(end)) {
            answers.add(Optional.of(new Answer(line.receivedNs(), List.copyOf(lines))));
            lines.clear();
        } else if (lines.size() < LONGEST) {
            lines.add(line.text());
        }
    }

    void ended() {
        answers.add(Optional.empty());
    }

    /** Blocks; empty when the client has ended. */
    Optional<Answer> next() throws InterruptedException {
        return answers.take();
    }
}
