package dev.hadrill.activities.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.workflows.Failures;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DockerEngineTest {
    @Test
    void anEngineThatCannotBeReachedMayComeBack() {
        try (DockerEngine engine = new DockerEngine("unix:///nowhere/docker.sock")) {
            assertThatThrownBy(() -> engine.project("freesdn"))
                    .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                        assertThat(failure.getType()).isEqualTo(Failures.DOCKER_DOWN);
                        assertThat(failure.isNonRetryable()).isFalse();
                        assertThat(failure.getOriginalMessage())
                                .startsWith("docker ps: no engine answers at unix:///nowhere/docker.sock");
                    });
        }
    }

    @Test
    void aScriptsInputNeverBecomesPartOfIt() {
        Command command = Command.script("echo \"$1\"", List.of("; rm -rf /"));

        assertThat(command.argv()).containsExactly("sh", "-c", "echo \"$1\"", "hadrill", "; rm -rf /");
    }

    @Test
    void anEngineErrorIsToldFromItsContext() {
        assertThat(new Exec(2, "", "LINE 1: SELECT\nERROR:  relation \"x\" does not exist\n  ^\n").complaint())
                .isEqualTo("exit 2: ERROR:  relation \"x\" does not exist");
        assertThat(new Exec(-1, "", "no end within 5 s").complaint()).isEqualTo("no end within 5 s");
        assertThat(new Exec(1, "", "").complaint()).isEqualTo("exit 1: no output");
    }

    @Test
    void awaitLooksAtLeastOnceAndNotForEver() {
        assertThat(Await.until(Duration.ZERO, () -> true)).isTrue();
        assertThat(Await.until(Duration.ofMillis(120), () -> false)).isFalse();
    }
}
