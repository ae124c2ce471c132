package dev.hadrill.activities.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In the running lab; starts and stops nothing of it. */
@Tag("lab")
@Timeout(60)
class ExecStreamLabTest {
    private final DockerEngine engine = new DockerEngine("unix:///var/run/docker.sock");
    private final List<ExecStream.Line> lines = new CopyOnWriteArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    void aLineIsAnsweredByALine() {
        try (ExecStream stream = open(Command.of(List.of("cat")))) {
            for (int i = 0; i < 20; i++) {
                stream.send("line " + i);
                int upTo = i + 1;
                await().pollInterval(Duration.ofMillis(1))
                        .atMost(Duration.ofSeconds(5))
                        .until(() -> lines.size() == upTo);
            }
            assertThat(lines.getLast().text()).isEqualTo("line 19");
            assertThat(ended).isFalse();
        }
    }

    @Test
    void aClientThatReadsNothingEndsWhenItIsClosed() {
        String mark = "94" + System.nanoTime() % 100_000;
        ExecStream stream = open(ExecStream.untilClosed(Command.of(List.of("sleep", mark))));
        await().atMost(Duration.ofSeconds(5)).until(() -> running(mark));

        stream.close();

        await().atMost(Duration.ofSeconds(5)).until(() -> !running(mark));
    }

    @Test
    void itTellsWhenTheClientEnds() {
        try (ExecStream stream = open(Command.of(List.of("sh", "-c", "echo out; echo err >&2")))) {
            await().atMost(Duration.ofSeconds(5)).untilTrue(ended);
            assertThat(stream.ended()).isTrue();
            assertThat(lines).extracting(ExecStream.Line::text).containsExactlyInAnyOrder("out", "err");
        }
    }

    private ExecStream open(Command command) {
        return ExecStream.open(
                engine, engine.service("freesdn", "scheduler"), command, lines::add, () -> ended.set(true));
    }

    private boolean running(String mark) {
        String script = "for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline; echo; done 2>/dev/null";
        return engine.exec(engine.service("freesdn", "scheduler"), Command.script(script, List.of()))
                .stdout()
                .lines()
                .anyMatch(line -> line.startsWith("sleep " + mark));
    }
}
