package dev.hadrill.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.scripted.ScriptedTarget;
import dev.hadrill.scripted.ScriptedTarget.Mode;
import dev.hadrill.scripted.ScriptedTarget.Switched;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The script that hadrill replaces, reproduced with its faults. */
class ClosedLoopTest {
    @Test
    void recoveryIsTheFirstGoodAnswerAfterABadOneAndLate() {
        try (ScriptedTarget target = new ScriptedTarget(0);
                ClosedLoop loop = new ClosedLoop(target.port())) {
            await().until(() -> target.asked() > 0);
            Switched down = target.become(Mode.ANSWERS_503);
            int before = target.asked();
            await().until(() -> target.asked() > before);
            Truth truth = new Truth(down, target.become(Mode.UP));

            await().atMost(Duration.ofSeconds(5))
                    .until(() -> loop.recoverySec(truth, Long.MAX_VALUE).isPresent());
            assertThat(loop.recoverySec(truth, Long.MAX_VALUE).orElseThrow()).isGreaterThan(truth.durationSec());
        }
    }

    @Test
    void redBodyIsNotSeen() {
        try (ScriptedTarget target = new ScriptedTarget(0);
                ClosedLoop loop = new ClosedLoop(target.port())) {
            await().until(() -> target.asked() > 0);
            Switched down = target.become(Mode.RED_BODY);
            int before = target.asked();
            await().until(() -> target.asked() > before + 1);
            Truth truth = new Truth(down, target.become(Mode.UP));

            assertThat(loop.recoverySec(truth, Long.MAX_VALUE)).isEmpty();
        }
    }
}
