package dev.hadrill.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void ticksLieAtRoundNumbersWithinTheScale() {
        assertThat(new Scale(-1.2, 23).ticks(10, ""))
                .extracting(Scale.Tick::label)
                .containsExactly("0", "5", "10", "15", "20");
        assertThat(new Scale(3.4, 3.6).ticks(5, " s"))
                .extracting(Scale.Tick::label)
                .containsExactly("3.4 s", "3.45 s", "3.5 s", "3.55 s", "3.6 s");
    }

    @Test
    void aTickAtAnEdgeIsSetInward() {
        assertThat(new Scale(0, 10).ticks(2, ""))
                .extracting(Scale.Tick::anchor)
                .containsExactly("start", "middle", "end");
    }

    @Test
    void whatLiesBeyondIsAtTheEdge() {
        assertThat(new Scale(0, 10).percent(12)).isEqualTo("100.000%");
        assertThat(new Scale(0, 10).percent(-1)).isEqualTo("0.000%");
    }

    @Test
    void aScaleHasAWidth() {
        assertThatThrownBy(() -> new Scale(2, 2)).hasMessageContaining("must have a width, was 2.0 to 2.0");
    }
}
