package dev.hadrill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.browser.Browser;
import dev.hadrill.browser.Medium;
import dev.hadrill.workflows.history.ReleaseTrend;
import dev.hadrill.workflows.history.TrendPoint;
import dev.hadrill.workflows.regression.Comparison.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("browser")
class TrendsInBrowserTest {
    private static final List<ReleaseTrend> TRENDS = List.of(
            Views.release("26.06.0", 6.1, null),
            Views.release("26.07.0", 6.2, Views.compared(Outcome.NO_WORSE, "no worse")),
            Views.release("26.08.1", 6.0, Views.compared(Outcome.NOT_ENOUGH_RUNS, "not enough runs (3 of 5)")),
            Views.release("26.08.2", 8.4, Views.compared(Outcome.WORSE, "worse by 2.1 s [1.4, 3.0]")));

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
    void aRegressionIsMarkedAndSaidInWords() {
        String page =
                TrendsPage.render(Views.points("26.06.0", "26.07.0", "26.08.1", "26.08.2"), TRENDS, Views.RELEASE);
        for (Medium medium : Medium.values()) {
            for (int width : medium == Medium.PAPER ? List.of(688) : List.of(390, 1440)) { // A4 between its margins
                browser.looking(width, 900, medium).open("trends.html", page);

                assertThat(browser.misfits()).isEmpty();
                assertThat(browser.barriers()).isEmpty();
                assertThat(browser.complaints()).isEmpty();
            }
        }
        assertThat(browser.text("return document.querySelector('.regressions').textContent.trim()"))
                .isEqualTo("redis_kill on freesdn, 26.08.2: worse by 2.1 s [1.4, 3.0]");
        assertThat(browser.text("return document.querySelectorAll('rect.worse').length"))
                .isEqualTo("1");
        assertThat(browser.text("return document.querySelectorAll('.trend .drill').length"))
                .isEqualTo("24");
        assertThat(browser.text("return document.querySelectorAll('.trend .arrow').length"))
                .isEqualTo("1");
    }

    @Test
    void releasesStayInTheOrderInWhichTheyAreGiven() {
        List<ReleaseTrend> order = List.of(TRENDS.get(2), TRENDS.get(0));

        browser.looking(1440, 900, Medium.LIGHT)
                .open("trends.html", TrendsPage.render(Views.points("26.06.0", "26.08.1"), order, Views.RELEASE));

        assertThat(browser.run("return [...document.querySelectorAll('tbody th')].map(e => e.textContent)"))
                .isEqualTo(List.of("26.08.1", "26.06.0"));
    }

    @Test
    void aWeekIsAGroupToo() {
        List<ReleaseTrend> weeks =
                List.of(Views.release("2026-08-03", 6.1, null), Views.release("2026-08-10", 6.0, null));

        String page = TrendsPage.render(Views.points("26.06.0", "26.07.0", "26.08.1"), weeks, Views.WEEK);

        browser.looking(1440, 900, Medium.LIGHT).open("trends.html", page);
        assertThat(browser.text("return document.querySelectorAll('.trend .drill').length"))
                .isEqualTo("12");
        assertThat(page).contains("6 drills belong to none of these and are not drawn.");
    }

    @Test
    void manyReleasesFitOnAPhone() {
        String[] releases =
                IntStream.range(0, 40).mapToObj(i -> "26." + i + ".0-rc1").toArray(String[]::new);
        List<ReleaseTrend> trends = new ArrayList<>();
        for (String release : releases) {
            trends.add(Views.release(release, 6.0, null));
        }

        browser.looking(390, 900, Medium.LIGHT)
                .open("trends.html", TrendsPage.render(Views.points(releases), trends, Views.RELEASE));

        assertThat(browser.misfits()).isEmpty();
    }

    @Test
    void noDrillsAreSaidToBeNone() {
        browser.looking(390, 900, Medium.LIGHT)
                .open("trends.html", TrendsPage.render(List.of(), List.of(), Views.RELEASE));

        assertThat(browser.text("return document.querySelector('main').textContent"))
                .contains("No drill of this choice");
        assertThat(browser.barriers()).isEmpty();
    }

    @Test
    void hostileTextInEveryFieldStaysText() {
        for (String tail : List.of("", "x".repeat(10_000))) {
            Hostile hostile = new Hostile(tail);
            ReleaseTrend trend = hostile.fill(ReleaseTrend.class);
            TrendPoint point = hostile.fill(TrendPoint.class);

            browser.looking(390, 900, Medium.LIGHT)
                    .open("trends.html", TrendsPage.render(List.of(point), List.of(trend), drill -> trend.group()));

            String said = browser.text("return document.body.textContent");
            assertThat(said.contains(trend.stack())).isTrue();
            assertThat(said.contains(trend.scenario())).isTrue();
            assertThat(said.contains(trend.group())).isTrue();
            assertThat(browser.run("return window.pwned === undefined")).isEqualTo(true);
            assertThat(browser.text("return document.querySelectorAll('img, script').length"))
                    .isEqualTo("0");
            assertThat(browser.misfits()).noneMatch(misfit -> misfit.startsWith("the page is"));
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
