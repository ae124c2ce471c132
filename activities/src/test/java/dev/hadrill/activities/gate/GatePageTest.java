package dev.hadrill.activities.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.browser.Browser;
import dev.hadrill.browser.Medium;
import dev.hadrill.pages.GatePage;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.gate.GateReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** index.html of a gate's bundle, in a real browser. */
@Tag("browser")
class GatePageTest {
    private static final Path PAGES = Path.of("target", "pages");
    private static final String HOSTILE =
            "<script>window.pwned=1</script><img src=x onerror=window.pwned=2>\"&]]>\u202E";

    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void end() {
        browser.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyVerdictFitsAndIsReadable(Verdict verdict) throws IOException {
        Files.createDirectories(PAGES);
        Path page = Files.writeString(
                PAGES.resolve("gate-%s.html".formatted(verdict)), GatePage.render(new GateStory("").report(verdict)));
        for (Medium medium : Medium.values()) {
            for (int width : medium == Medium.PAPER ? List.of(688) : List.of(390, 1440)) { // A4 between its margins
                String as = "gate-%s-%d-%s".formatted(verdict, width, medium);
                browser.looking(width, 900, medium).open(page);
                Files.write(PAGES.resolve(as + ".png"), browser.picture(0));
                assertThat(browser.misfits()).as(as).isEmpty();
                assertThat(browser.barriers()).as(as).isEmpty();
                assertThat(browser.complaints()).as(as).isEmpty();
            }
        }
        assertThat(browser.text("return document.querySelector('h1').textContent"))
                .startsWith(verdict + " release 26.08.2 on freesdn");
    }

    @Test
    void theVerdictComesFirstThenEachScenarioAgainstItsBudgetThenItsDrillsWithTheirEvidence() {
        GateReport report = new GateStory("").report(Verdict.FAILED);

        browser.looking(1440, 900, Medium.LIGHT).open("index.html", GatePage.render(report));

        assertThat(browser.run("return [...document.querySelectorAll('h1, h2')].slice(0, 3).map(e => e.textContent)"))
                .isEqualTo(List.of("FAILED release 26.08.2 on freesdn", "Scenarios", "Drills"));
        assertThat(browser.run("return [...document.querySelectorAll('#scenarios tbody tr')].map(e => "
                        + "[...e.children].slice(0, 6).map(c => c.textContent.trim()).join(' | '))"))
                .isEqualTo(List.of(
                        "redis_kill | 1 PASSED, 1 INCONCLUSIVE, 1 not run | 5.90 to 6.05 s | 20 s"
                                + " | at most 5 acknowledged writes lost, none older than 1.0 s before the fault"
                                + " | not enough runs (2 of 5) (2 drills against 0)",
                        "api_kill | 1 FAILED, 1 no verdict | 5.90 to 6.05 s | 20 s | none"
                                + " | worse by 2.1 s [1.4, 3.0] (5 drills against 20)"));
        assertThat(browser.run("return [...document.querySelectorAll('#scenarios figure svg[role=img]')].map(e => "
                        + "e.getAttribute('aria-label'))"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(2)
                .first()
                .asString()
                .contains("5.90 to 6.05 s", "budget 20 s", "All of the interval is within the budget.");
        assertThat(browser.run(
                        "return [...document.querySelectorAll('#drills tbody a')].map(a => a.getAttribute('href'))"))
                .isEqualTo(List.of("drills/redis_kill-d1/report.md", "drills/redis_kill-d2/report.md"));
    }

    @Test
    void everyFigureOfTheReportIsOnThePage() {
        GateReport report = new GateStory("").report(Verdict.FAILED);
        JsonNode json = Json.mapper().valueToTree(report);

        browser.looking(1440, 900, Medium.LIGHT).open("index.html", GatePage.render(report));

        String said = browser.text("return document.body.textContent");
        for (String field : new String[] {"gate_id", "workflow_id", "scope", "objective", "type", "account"}) {
            assertThat(said).contains(json.path(field).asText());
        }
        assertThat(said).contains("5.98 s [").doesNotContain("compliant");
    }

    @Test
    void hostileTextStaysTextAndNothingIsLoaded() {
        String page = GatePage.render(new GateStory(HOSTILE).report(Verdict.FAILED));

        browser.looking(390, 900, Medium.LIGHT).open("index.html", page);

        assertThat(page).contains("default-src &#39;none&#39;");
        assertThat(browser.run("return window.pwned === undefined")).isEqualTo(true);
        assertThat(browser.text("return document.querySelectorAll('img, script').length"))
                .isEqualTo("0");
        assertThat(browser.text("return document.body.textContent")).contains("first " + HOSTILE);
        assertThat(browser.misfits()).noneMatch(misfit -> misfit.startsWith("the page is"));
        assertThat(browser.complaints()).isEmpty();
    }
}
