package dev.hadrill.workflows.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Rto;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two faults in the lab, probed every 40 ms while the witness watched: every second of them is attributed. */
class RecordedPhasesTest {
    /** What was recorded of one fault. */
    record Recorded(Role target, Injection injection, List<StepDone> steps, Observation observation) {
        List<PhaseSpan> phases() {
            return Attribution.of(observation, injection, target, steps);
        }
    }

    @Test
    void mostOfARedisKillIsDetection() throws IOException {
        Recorded kill = read("redis_kill");

        assertThat(kill.phases())
                .extracting(PhaseSpan::phase)
                .containsExactly(RtoPhase.DETECTION, RtoPhase.PROMOTION, RtoPhase.RECONNECTION, RtoPhase.READMISSION);
        assertThat(kill.phases())
                .extracting(PhaseSpan::until)
                .containsExactly(
                        "+odown at redis-sentinel-3",
                        "redis is master",
                        "first good answer at api_2",
                        "first good answer at load_balancer");
        assertThat(kill.phases().getFirst().durationSec()).isCloseTo(5.06, within(0.01));
        assertThat(sum(kill))
                .isCloseTo(Rto.of(kill.observation(), kill.injection()).midSec(), within(1e-9));
    }

    @Test
    void mostOfAPrimaryKillIsReconnection() throws IOException {
        Recorded kill = read("primary_kill");

        assertThat(kill.phases())
                .extracting(PhaseSpan::phase)
                .containsExactly(RtoPhase.DETECTION, RtoPhase.PROMOTION, RtoPhase.RECONNECTION, RtoPhase.READMISSION);
        assertThat(kill.phases().get(1).until()).isEqualTo("postgres is out of recovery on timeline 3");
        assertThat(kill.phases().get(2).durationSec()).isGreaterThan(sum(kill) / 2);
        assertThat(sum(kill))
                .isCloseTo(Rto.of(kill.observation(), kill.injection()).midSec(), within(1e-9));
    }

    private static double sum(Recorded kill) {
        return kill.phases().stream().mapToDouble(PhaseSpan::durationSec).sum();
    }

    private static Recorded read(String name) throws IOException {
        return Json.read(Files.readString(Path.of("src/test/resources/phases", name + ".json")), Recorded.class);
    }
}
