package dev.hadrill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.pages.Course.Point;
import dev.hadrill.workflows.observation.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    @Test
    void thePolicyAllowsNothingButThePagesOwnStyleAndScript() {
        String page = ReportPage.render(Views.drill(30));

        Matcher policy = Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")
                .matcher(page);
        assertThat(policy.find()).isTrue();
        assertThat(policy.group(1).replace("&#39;", "'"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .contains("script-src 'sha256-", "base-uri 'none'", "form-action 'none'")
                .doesNotContain("unsafe", "http", "*", "data:");
    }

    @Test
    void nothingIsFetchedAndNoStyleOrHandlerIsInline() {
        assertThat(ReportPage.render(Views.drill(30)))
                .doesNotContainPattern("(?i)\\s(src|srcset|style|on[a-z]+)=\"")
                .doesNotContainPattern("(?i)url\\(|@import|href=\"[^#]");
    }

    @Test
    void theSameViewIsTheSamePage() {
        assertThat(ReportPage.render(Views.drill(30))).isEqualTo(ReportPage.render(Views.drill(30)));
    }

    @Test
    void anHourOfProbesIsThinnedAndSaysSo() {
        String page = ReportPage.render(Views.drill(3_600));

        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(400_000);
        assertThat(page)
                .contains("179701 good answers are drawn as the quickest, the median and the slowest of each of 1000");
        assertThat(page).doesNotContain("refused answers are drawn");
    }

    @Test
    void anHourOfFlappingStaysBelowAMegabyteAndLeavesNoBadProbeOut() {
        Random random = new Random(5);
        List<Point> flapping = IntStream.range(0, 180_000)
                .mapToObj(i -> new Point(
                        i / 50.0, random.nextDouble(1, 500), random.nextBoolean() ? Outcome.GOOD : Outcome.TIMED_OUT))
                .toList();

        String page = ReportPage.render(Views.drill(3_600, flapping));

        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000);
        assertThat(page)
                .contains("runs of bad probes are drawn as")
                .contains("none is left out")
                .contains("timed out answers are drawn as");
    }
}
