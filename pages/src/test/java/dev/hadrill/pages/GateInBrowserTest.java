package dev.hadrill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.browser.Browser;
import dev.hadrill.browser.Medium;
import dev.hadrill.workflows.gate.GateReport;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a gate's page does with text that would like to be more; activities look at a gate that could be. */
@Tag("browser")
class GateInBrowserTest {
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
    void hostileTextInEveryFieldStaysText() {
        for (String tail : List.of("", "x".repeat(10_000))) {
            Hostile hostile = new Hostile(tail);
            GateReport gate = hostile.fill(GateReport.class);

            browser.looking(390, 900, Medium.LIGHT).open("index.html", GatePage.render(gate));

            String said = browser.text("return document.body.textContent");
            for (String text : List.of(
                    gate.release(),
                    gate.reasons().getFirst(),
                    gate.scenarios().getFirst().summary(),
                    gate.runs().getFirst().reason(),
                    gate.findings().getFirst().finding().what(),
                    gate.approval().why(),
                    gate.artifacts().keySet().iterator().next())) {
                assertThat(said.contains(text)).as(text.substring(0, 6)).isTrue();
            }
            assertThat(browser.run("return window.pwned === undefined")).isEqualTo(true);
            assertThat(browser.text("return document.querySelectorAll('img, script, iframe, [onerror]').length"))
                    .isEqualTo("0");
            assertThat(browser.run("return [...document.querySelectorAll('main a')].map(a => a.getAttribute('href'))"))
                    .as("no text of others is a link")
                    .isEqualTo(List.of());
            assertThat(browser.misfits()).noneMatch(misfit -> misfit.startsWith("the page is"));
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
