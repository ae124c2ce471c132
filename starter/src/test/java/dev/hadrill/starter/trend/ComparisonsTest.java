package dev.hadrill.starter.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.db.JdbiTrends.Rejected;
import dev.hadrill.db.TrendRow;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.history.ReleaseTrend;
import dev.hadrill.workflows.history.TrendPoint;
import dev.hadrill.workflows.regression.Comparison;
import dev.hadrill.workflows.regression.Run;
import dev.hadrill.workflows.regression.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
    private static final Instant DAY = Instant.parse("2026-06-05T14:30:00Z");

    private final List<List<Sample>> asked = new ArrayList<>();

    @Test
    void aReleaseIsComparedWithTheLastTwentyRunsOfTheReleasesBeforeIt() {
        List<TrendRow> rows = new ArrayList<>();
        IntStream.range(0, 15).forEach(i -> rows.add(row("a" + i, "eu", "redis_kill", "1.9", i, 5.0)));
        IntStream.range(0, 15).forEach(i -> rows.add(row("b" + i, "eu", "redis_kill", "1.10", 20 + i, 5.0)));
        IntStream.range(0, 5).forEach(i -> rows.add(row("c" + i, "eu", "redis_kill", "1.11", 40 + i, 7.0)));
        rows.add(row("d0", "eu", "redis_kill", "1.12", 50, 9.0));
        rows.add(row("e0", "us", "redis_kill", "1.9", 0, 5.0));

        List<ReleaseTrend> compared =
                new Comparisons(rows, Set.of(), null, this::judge).compare(List.of(group("eu", "redis_kill", "1.11")));

        assertThat(asked)
                .singleElement()
                .satisfies(samples -> assertThat(samples).singleElement().satisfies(sample -> {
                    assertThat(sample.candidate())
                            .extracting(Run::drillId)
                            .containsExactly("c0", "c1", "c2", "c3", "c4");
                    assertThat(sample.baseline()).hasSize(20);
                    assertThat(sample.baseline().getFirst().drillId()).isEqualTo("a10");
                    assertThat(sample.baseline().getLast().drillId()).isEqualTo("b14");
                }));
        assertThat(compared.getFirst().comparison())
                .extracting(Comparison::words)
                .isEqualTo("5 against 20");
    }

    @Test
    void whatIsNewerAndWhatItsGateRejectedOnThatStackIsNoBaseline() {
        List<TrendRow> rows = List.of(
                row("a", "eu", "redis_kill", "1.0", 3, 5.0),
                row("b", "eu", "redis_kill", "1.1", 1, 25.0),
                row("c", "eu", "redis_kill", "1.2", 2, 5.0),
                row("d", "eu", "redis_kill", "1.3", 4, 5.0),
                row("e", "eu", "redis_kill", "1.4", 0, 5.0));
        Set<Rejected> rejected = Set.of(new Rejected("eu", "1.1"), new Rejected("us", "1.2"));

        new Comparisons(rows, rejected, null, this::judge).compare(List.of(group("eu", "redis_kill", "1.3")));

        assertThat(asked.getFirst().getFirst().baseline())
                .extracting(Run::drillId)
                .as("in the order of time")
                .containsExactly("c", "a");
    }

    @Test
    void everyScenarioOfAReleaseIsJudgedTogetherAlsoThoseThatAreNotShown() {
        List<TrendRow> rows = List.of(
                row("a", "eu", "api_kill", "1.0", 0, 5.0),
                row("b", "eu", "api_kill", "1.1", 1, 5.0),
                row("c", "eu", "primary_kill", "1.1", 1, 5.0),
                row("d", "eu", "redis_kill", "1.0", 0, 5.0),
                row("e", "eu", "redis_kill", "1.1", 1, 5.0));

        List<ReleaseTrend> compared = new Comparisons(rows, Set.of(), null, this::judge)
                .compare(List.of(
                        group("eu", "redis_kill", "1.0"),
                        group("eu", "redis_kill", "1.1"),
                        group("eu", "primary_kill", "1.1")));

        assertThat(asked.getLast()).extracting(Sample::scenario).containsExactlyInAnyOrder("api_kill", "redis_kill");
        assertThat(compared)
                .extracting(group -> group.comparison() == null)
                .as("nothing came before the first and the last")
                .containsExactly(true, false, true);
    }

    @Test
    void whatNeverRecoveredIsComparedAsSuchAndWaitingForAPersonIsNoMachineTime() {
        TrendRow never = row("a", "eu", "redis_kill", "1.0", 0, null);
        TrendRow approved = new TrendRow(never.point(), never.week(), 3.0);

        assertThat(never.run()).isEqualTo(new Run("a", 180, null));
        assertThat(approved.run().rtoSec()).isEqualTo(3.0);
        assertThat(row("b", "eu", "redis_kill", "1.0", 0, 5.0).run().widthSec()).isEqualTo(1.0);
    }

    @Test
    void sinceCutsTheCandidateAndNotWhatItIsComparedWith() {
        List<TrendRow> rows = List.of(
                row("a", "eu", "redis_kill", "1.0", 0, 5.0),
                row("b", "eu", "redis_kill", "1.1", 1, 5.0),
                row("c", "eu", "redis_kill", "1.1", 9, 5.0));

        new Comparisons(rows, Set.of(), DAY.plus(Duration.ofDays(5)), this::judge)
                .compare(List.of(group("eu", "redis_kill", "1.1")));

        assertThat(asked.getFirst().getFirst().candidate())
                .extracting(Run::drillId)
                .containsExactly("c");
        assertThat(asked.getFirst().getFirst().baseline())
                .extracting(Run::drillId)
                .containsExactly("a");
    }

    private List<Comparison> judge(List<Sample> samples) {
        asked.add(samples);
        return samples.stream()
                .map(sample -> new Comparison(
                        sample.scenario(),
                        Comparison.Outcome.NO_WORSE,
                        sample.candidate().size(),
                        sample.baseline().size(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        sample.candidate().size() + " against "
                                + sample.baseline().size()))
                .toList();
    }

    private static TrendRow row(
            String id, String stack, String scenario, String release, int day, @Nullable Double rtoSec) {
        double lo = rtoSec == null ? 180 : rtoSec - 0.5;
        return new TrendRow(
                new TrendPoint(
                        id,
                        stack,
                        scenario,
                        release,
                        DAY.plus(Duration.ofDays(day)),
                        Verdict.PASSED,
                        rtoSec != null,
                        rtoSec == null ? lo : rtoSec,
                        lo,
                        rtoSec == null ? null : rtoSec + 0.5,
                        20),
                LocalDate.EPOCH,
                rtoSec);
    }

    static ReleaseTrend group(String stack, String scenario, String release) {
        return new ReleaseTrend(stack, scenario, release, DAY, 5, 5, 5, 0, 0, 0, 5.0, 4.5, 5.5, 20, 0, null);
    }
}
