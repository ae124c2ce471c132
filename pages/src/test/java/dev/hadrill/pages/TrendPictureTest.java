package dev.hadrill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.history.ReleaseTrend;
import dev.hadrill.workflows.history.TrendPoint;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TrendPictureTest {
    private final List<TrendPoint> points = Views.points("2026-08-03", "26.07.0", "26.08.1");

    @Test
    void aReleaseThatIsNamedLikeAMondayHasItsOwnDrillsAlone() {
        String page = TrendsPage.render(points, List.of(Views.release("2026-08-03", 6.0, null)), Views.RELEASE);

        assertThat(drawn(page)).isEqualTo(6);
        assertThat(page).contains("12 drills belong to none of these and are not drawn.");
    }

    @Test
    void drillsWithoutAReleaseAreAGroupToo() {
        Function<TrendPoint, String> none = point -> "(none)";

        String page = TrendsPage.render(points, List.of(Views.release("(none)", 6.0, null)), none);

        assertThat(drawn(page)).isEqualTo(18);
        assertThat(page).doesNotContain("not drawn");
    }

    @Test
    void whereMoreMeasuredThanAreDrawnThePageSaysSo() {
        ReleaseTrend many = new ReleaseTrend(
                "freesdn",
                "redis_kill",
                "26.07.0",
                points.getFirst().startedAt(),
                900,
                800,
                700,
                100,
                100,
                3,
                6.0,
                5.0,
                null,
                20,
                0,
                null);

        String page = TrendsPage.render(points, List.of(many), Views.RELEASE);

        assertThat(page)
                .contains("6 of the 800 drills that measured are drawn: the newest of each group, and its worst.");
    }

    private static int drawn(String page) {
        return page.split("r=\"2.5\"", -1).length - 1 - 3; // without the legend's
    }
}
