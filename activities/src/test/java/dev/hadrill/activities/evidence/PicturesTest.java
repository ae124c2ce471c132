package dev.hadrill.activities.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.browser.Browser;
import dev.hadrill.browser.Medium;
import dev.hadrill.pages.TrendsPage;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.history.ReleaseTrend;
import dev.hadrill.workflows.history.TrendPoint;
import dev.hadrill.workflows.regression.Comparison;
import dev.hadrill.workflows.regression.Comparison.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pictures in the documentation; written there with {@code -Dhadrill.docs.write=true}, else looked at alone. */
@Tag("browser")
class PicturesTest {
    private static final Path DOCS = Path.of("..", "docs", "pictures");
    private static final int MOST_BYTES = 300_000;

    /** RTO intervals of redis_kill in the lab, in the order of the drills. */
    private static final double[][] RECORDED = {
        {5.951, 6.551}, {5.887, 6.179}, {5.483, 5.747}, {5.523, 5.801}, {5.490, 5.762}, {5.515, 5.794},
        {5.480, 6.127}, {6.309, 6.573}, {5.430, 5.848}, {5.881, 6.139}, {5.463, 6.257}, {5.647, 6.310},
        {5.344, 6.565}, {5.133, 5.770}, {5.039, 5.721}, {4.836, 6.088}, {5.899, 6.539}, {5.914, 6.706},
        {5.113, 5.972}, {5.956, 6.353}, {5.959, 6.505}, {5.918, 6.660}, {5.096, 5.596}, {5.829, 6.360},
    };

    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void end() {
        browser.close();
    }

    @Test
    void aRecordedDrillsReport() throws IOException {
        String page = Recorded.read("primary_kill").evidence().files().get("report.html");
        for (Medium medium : Medium.values()) {
            browser.looking(medium == Medium.PAPER ? 688 : 390, 900, medium).open("report.html", page);
            assertThat(browser.misfits()).isEmpty();
            assertThat(browser.barriers()).isEmpty();
        }

        browser.looking(1200, 900, 1.3, Medium.LIGHT).open("report.html", page);

        picture("report.png", 1_255);
        assertThat(page.length()).isLessThan(200_000);
    }

    /** The drills are recorded; their releases are made up, and those of the last are 2.4 s longer than they were. */
    @Test
    void theTrendOfRecordedDrills() throws IOException {
        List<String> releases = List.of("26.05.0", "26.06.0", "26.07.0", "26.08.1", "26.08.2");
        List<TrendPoint> points = new ArrayList<>();
        List<ReleaseTrend> trends = new ArrayList<>();
        Instant began = Instant.parse("2026-05-04T09:00:00Z");
        for (int r = 0; r < releases.size(); r++) {
            double longer = r == releases.size() - 1 ? 2.4 : 0;
            List<Double> middles = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                double[] rto = RECORDED[(6 * r + i) % RECORDED.length];
                double lo = rto[0] + longer;
                double hi = rto[1] + longer;
                boolean lost = r == releases.size() - 1 && i == 4;
                middles.add(lost ? Double.MAX_VALUE : (lo + hi) / 2);
                points.add(new TrendPoint(
                        "drill-" + r + "-" + i,
                        "freesdn",
                        "redis_kill",
                        releases.get(r),
                        began.plus(Duration.ofDays(30L * r)).plusSeconds(60L * i),
                        lost ? Verdict.FAILED : Verdict.PASSED,
                        !lost,
                        lost ? 16 : (lo + hi) / 2,
                        lost ? 16 : lo,
                        lost ? null : Double.valueOf(hi),
                        20));
            }
            int lost = longer > 0 ? 1 : 0;
            trends.add(new ReleaseTrend(
                    "freesdn",
                    "redis_kill",
                    releases.get(r),
                    began.plus(Duration.ofDays(30L * r)),
                    6,
                    6,
                    6 - lost,
                    lost,
                    0,
                    lost,
                    middles.stream().sorted().skip(2).findFirst().orElseThrow(),
                    4.8 + longer,
                    6.71 + longer,
                    20,
                    0,
                    r == 0 ? null : comparison(longer)));
        }

        browser.looking(1200, 900, 1.3, Medium.LIGHT)
                .open("trends.html", TrendsPage.render(points, trends, point -> String.valueOf(point.release())));

        assertThat(browser.misfits()).isEmpty();
        picture("trends.png", 0);
    }

    private static Comparison comparison(double longer) {
        return longer > 0
                ? new Comparison(
                        "redis_kill", Outcome.WORSE, 6, 24, 2.4, 2.1, 2.8, 0.0001, 0.0003, "worse by 2.4 s [2.1, 2.8]")
                : new Comparison("redis_kill", Outcome.NO_WORSE, 6, 12, 0.0, -0.2, 0.2, 0.4, 0.8, "no worse");
    }

    private static void picture(String name, int height) throws IOException {
        byte[] picture = browser.picture(height);
        assertThat(Arrays.copyOfRange(picture, 1, 4)).isEqualTo(new byte[] {'P', 'N', 'G'});
        assertThat(picture).hasSizeBetween(10_000, MOST_BYTES);
        if (Boolean.getBoolean("hadrill.docs.write")) {
            Files.createDirectories(DOCS);
            Files.write(DOCS.resolve(name), picture);
        }
        assertThat(DOCS.resolve(name)).exists();
    }
}
