package dev.hadrill.workflows.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BadSecondTest {
    private static final long BEGAN = 77_000_000_123L;

    @Test
    void everySecondHasItsShareOfBadOnes() {
        List<BadSecond> seconds = BadSecond.of(
                List.of(
                        sample(3_100, Outcome.GOOD),
                        sample(0, Outcome.GOOD),
                        sample(999, Outcome.REFUSED),
                        sample(1_000, Outcome.SLOW),
                        sample(1_500, Outcome.PROBER_ERROR),
                        sample(2_500, Outcome.PROBER_ERROR),
                        sample(500, Outcome.GOOD),
                        sample(700, Outcome.WRONG)),
                BEGAN);
        assertThat(seconds).containsExactly(new BadSecond(0, 4, 2), new BadSecond(1, 1, 1), new BadSecond(3, 1, 0));
        assertThat(seconds.getFirst().fraction()).isEqualTo(0.5);
    }

    private static Sample sample(long ms, Outcome outcome) {
        long sent = BEGAN + ms * 1_000_000;
        return new Sample(sent, sent, sent, outcome, 0);
    }
}
