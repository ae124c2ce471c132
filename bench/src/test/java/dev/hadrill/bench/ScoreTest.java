package dev.hadrill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.scripted.ScriptedTarget;
import dev.hadrill.scripted.ScriptedTarget.Mode;
import dev.hadrill.scripted.ScriptedTarget.Switched;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the benchmark calls a miss. All times in milliseconds. */
class ScoreTest {
    private static final double INTERVAL = 20;

    private final ScriptedTarget target = new ScriptedTarget(0);
    private final ClosedLoop loop = new ClosedLoop(target.port());
    private long lagP99Us;
    private final Truth truth = new Truth(at(1_000), at(2_000));

    @AfterEach
    void close() {
        loop.close();
        target.close();
    }

    @Test
    void intervalThatHoldsTheTruthAndIsNarrowIsGood() {
        Score score = score(Kind.REFUSED, outage(990, 1_010, 1_985, 2_015));

        assertThat(score.missed()).isEmpty();
        assertThat(score.width().p50()).isEqualTo(50);
        assertThat(score.error().max()).isZero();
    }

    @Test
    void startOrEndOutsideItsBoundsIsAMiss() {
        assertThat(score(Kind.PARTIAL, outage(1_001, 1_010, 1_985, 2_015)).missed())
                .containsExactly("partial: 1 of 1 intervals miss the truth");
        assertThat(score(Kind.PARTIAL, outage(990, 1_010, 1_985, 1_999)).covered())
                .isZero();
    }

    @Test
    void outageThatWasNotFoundOrFoundTwiceIsAMiss() {
        assertThat(score(Kind.PARTIAL).covered()).isZero();
        assertThat(score(Kind.PARTIAL, outage(990, 1_010, 1_200, 1_300), outage(1_400, 1_500, 1_985, 2_015))
                        .missed())
                .containsExactly("partial: 1 of 1 intervals miss the truth");
    }

    @Test
    void outageThatWasNoneIsAMiss() {
        assertThat(score(Kind.PARTIAL, outage(990, 1_010, 1_985, 2_015), outage(5_000, 5_001, 5_002, 5_003))
                        .missed())
                .containsExactly("partial: 1 outages found that were none");
    }

    @Test
    void medianWiderThanPromisedIsAMiss() {
        Outage wide = outage(960, 1_010, 1_985, 2_015);

        assertThat(often(Kind.STATUS_503, 10, wide).missed())
                .containsExactly("status_503: the median interval is 80.0 ms wide, allowed are 50.0");
        assertThat(score(Kind.HUNG, wide).missed()).isEmpty();
        assertThat(score(Kind.SLOW, wide).missed()).isEmpty();
    }

    @Test
    void widthOfAFewOutagesIsUndecidedUnlessItIsTwiceTooWide() {
        assertThat(often(Kind.STATUS_503, 9, outage(960, 1_010, 1_985, 2_015)))
                .matches(score -> score.missed().isEmpty())
                .returns("9 outages are too few for a median", Score::whyUndecided);
        assertThat(often(Kind.STATUS_503, 9, outage(920, 1_010, 1_985, 2_015)).missed())
                .containsExactly("status_503: the median interval is 120.0 ms wide, allowed are 50.0");
    }

    @Test
    void busyMachineLeavesTheWidthUndecidedAndNothingElse() {
        lagP99Us = 25_000;

        assertThat(often(Kind.STATUS_503, 10, outage(960, 1_010, 1_985, 2_015)))
                .matches(score -> score.missed().isEmpty())
                .returns("the machine is too busy, probes were sent late by p99 25.0 ms", Score::whyUndecided);
        assertThat(score(Kind.STATUS_503, outage(1_001, 1_010, 1_985, 2_015)).missed())
                .hasSize(1);
    }

    private Score score(Kind kind, Outage... outages) {
        return often(kind, 1, outages);
    }

    /** The same truth so many times. */
    private Score often(Kind kind, int times, Outage... outages) {
        Duration fortyMs = Duration.ofMillis(40);
        ProbeResult seen = new ProbeResult(
                kind.label(),
                Duration.ofMillis(20),
                new Baseline(1_050, fortyMs, fortyMs, fortyMs),
                100,
                50,
                0,
                List.of(outages),
                List.of(),
                null,
                0,
                lagP99Us,
                0,
                0);
        return Score.of(kind, Collections.nCopies(times, truth), seen, INTERVAL, loop);
    }

    private static Switched at(long ms) {
        return new Switched(Mode.UP, ms * 1_000_000, ms * 1_000_000);
    }

    private static Outage outage(long startLo, long startHi, long endLo, long endHi) {
        return new Outage(bounds(startLo, startHi), bounds(endLo, endHi), 0, 1);
    }

    private static Bounds bounds(long loMs, long hiMs) {
        return new Bounds(loMs * 1_000_000, hiMs * 1_000_000);
    }
}
