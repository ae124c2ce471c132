package dev.hadrill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.browser.Browser;
import dev.hadrill.browser.Medium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checks of pages see what is wrong with one: else their silence says nothing. */
@Tag("browser")
class ChecksTest {
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
    void aGoodPageIsComplainedOfByNone() {
        open("<p>well</p>");

        assertThat(browser.misfits()).isEmpty();
        assertThat(browser.barriers()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aPageThatIsTooWideIsAMisfit() {
        open("<div style='width:900px'>wide</div>");

        assertThat(browser.misfits()).contains("the page is 908 px wide in 390");
    }

    @Test
    void textThatIsCutOffIsAMisfit() {
        open("<div style='width:50px;overflow:hidden;white-space:nowrap'>a long line of text</div>");

        assertThat(browser.misfits()).anyMatch(misfit -> misfit.contains("is cut off by div"));
    }

    @Test
    void aLabelThatItsPictureCutsOffIsAMisfit() {
        open("<svg role='img' aria-label='a picture' width='60' height='20'><text x='30' y='15'>longer</text></svg>");

        assertThat(browser.misfits()).anyMatch(misfit -> misfit.contains("is cut off by its picture"));
    }

    @Test
    void labelsThatLieOnOneAnotherAreMisfits() {
        open(
                "<svg role='img' aria-label='a picture' width='200' height='20'><text x='9' y='15'>one</text><text x='12' y='15'>two</text></svg>");

        assertThat(browser.misfits()).anyMatch(misfit -> misfit.contains("lies on"));
    }

    @Test
    void paleTextIsABarrier() {
        open("<p style='color:#bbb'>pale</p>");

        assertThat(browser.barriers()).anyMatch(barrier -> barrier.startsWith("color-contrast"));
    }

    @Test
    void aPictureWithoutWordsIsABarrier() {
        open("<svg role='img' width='9' height='9'></svg>");

        assertThat(browser.barriers()).anyMatch(barrier -> barrier.startsWith("svg-img-alt"));
    }

    @Test
    void aRequestIsComplainedOf() {
        open("<p>x</p><img alt='' src='http://127.0.0.1:9/x.png'>");

        assertThat(browser.complaints()).contains("request: http://127.0.0.1:9/x.png");
    }

    @Test
    void anErrorIsComplainedOf() {
        open("<script>undefined.x</script>");

        assertThat(browser.complaints()).anyMatch(complaint -> complaint.contains("TypeError"));
    }

    @Test
    void whatThePolicyRefusesIsComplainedOf() {
        String page = ReportPage.render(Views.drill(30))
                .replace("</main>", "<p style=\"color:red\">x</p><script>window.pwned=1</script></main>");

        browser.open("page.html", page);

        assertThat(browser.run("return window.pwned === undefined")).isEqualTo(true);
        assertThat(browser.complaints())
                .anyMatch(complaint -> complaint.contains("inline style"))
                .anyMatch(complaint -> complaint.contains("inline script"));
    }

    private static void open(String body) {
        browser.looking(390, 900, Medium.LIGHT)
                .open(
                        "page.html",
                        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>A page</title></head><body><main><h1>A page</h1>"
                                + body + "</main></body></html>");
    }
}
