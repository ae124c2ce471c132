package dev.hadrill.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.browser.Browser;
import dev.hadrill.browser.Medium;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("browser")
class ReportInBrowserTest {
    private static final int CTRL = 2;

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
        Hostile hostile = new Hostile("");
        String page = ReportPage.render(hostile.fill(ReportView.class));

        for (int width : List.of(390, 1440)) {
            browser.looking(width, 900, Medium.LIGHT).open("report.html", page);

            assertThat(hostile.texts()).hasSizeGreaterThan(50);
            staysText(hostile);
            assertThat(browser.misfits()).noneMatch(misfit -> misfit.startsWith("the page is"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void wordsOfTenKilobytesBreakNoPage() {
        Hostile hostile = new Hostile("x".repeat(10_000));
        String page = ReportPage.render(hostile.fill(ReportView.class));

        browser.looking(390, 900, Medium.LIGHT).open("report.html", page);

        staysText(hostile);
        assertThat(browser.misfits()).noneMatch(misfit -> misfit.startsWith("the page is"));
        assertThat(browser.complaints()).isEmpty();
    }

    private static void staysText(Hostile hostile) {
        assertThat(browser.run("return window.pwned === undefined")).isEqualTo(true);
        assertThat(browser.text("return document.querySelectorAll('img, iframe, b.h, [onerror]').length"))
                .isEqualTo("0");
        assertThat(browser.text("return document.scripts.length")).isEqualTo("2");
        String said = browser.text("""
                const said = [document.title, document.body.textContent];
                for (const e of document.querySelectorAll('[aria-label]')) said.push(e.getAttribute('aria-label'));
                said.push(JSON.stringify(JSON.parse(document.getElementById('course').textContent)).replaceAll('\\\\"', '"'));
                return said.join('\\n')""");
        for (String text : hostile.texts()) {
            assertThat(said.contains(text)).as(text.substring(0, 6)).isTrue();
        }
    }

    @Test
    void theWheelZoomsAboutThePointer() {
        open();
        double middle = middle();

        wheel(-240, CTRL);

        await().untilAsserted(() -> assertThat(span()).isBetween(14_000.0, 16_000.0));
        assertThat(middle()).isCloseTo(middle, org.assertj.core.api.Assertions.within(300.0));
        assertThat(browser.text("return document.getElementById('shown').textContent"))
                .contains(" to ");
        assertThat(browser.misfits()).isEmpty();
    }

    @Test
    void theWheelAloneScrollsThePageAndNotTheTimeline() {
        open();

        wheel(300, 0);

        await().untilAsserted(
                        () -> assertThat((Number) browser.run("return scrollY")).isNotEqualTo(0L));
        assertThat(span()).isEqualTo(30_000);
    }

    @Test
    void draggingZoomsToWhatWasDraggedOverAndADoubleClickShowsAll() {
        open();
        Place place = place();

        mouse("mousePressed", place.at(0.25), place.y, 1);
        mouse("mouseMoved", place.at(0.4), place.y, 1);
        mouse("mouseMoved", place.at(0.5), place.y, 1);
        mouse("mouseReleased", place.at(0.5), place.y, 1);

        await().untilAsserted(() -> assertThat(span()).isBetween(7_400.0, 7_600.0));
        assertThat(from()).isBetween(7_400.0, 7_600.0);

        mouse("mousePressed", place.at(0.5), place.y, 2);
        mouse("mouseReleased", place.at(0.5), place.y, 2);

        await().untilAsserted(() -> assertThat(span()).isEqualTo(30_000));
    }

    @Test
    void keysZoomMoveAndReset() {
        open();
        browser.run("document.getElementById('lanes').focus()");

        key("+");
        await().untilAsserted(() -> assertThat(span()).isEqualTo(15_000));
        double before = from();
        key("ArrowRight");
        await().untilAsserted(() -> assertThat(from()).isEqualTo(before + 15_000 / 4.0));
        key("-");
        await().untilAsserted(() -> assertThat(span()).isEqualTo(30_000));
        key("o");
        await().untilAsserted(() -> assertThat(from()).isBetween(9_000.0, 9_800.0));
        key("0");
        await().untilAsserted(() -> assertThat(span()).isEqualTo(30_000));
    }

    @Test
    void buttonsZoomMoveAndReset() {
        open();

        press("outage");
        assertThat(from()).isBetween(9_000.0, 9_800.0);
        assertThat(span()).isBetween(6_200.0, 8_000.0);
        assertThat(browser.misfits()).isEmpty();
        press("in");
        assertThat(span()).isLessThan(4_000);
        press("right");
        press("left");
        press("out");
        press("all");
        assertThat(span()).isEqualTo(30_000);
        assertThat(browser.run("return document.querySelector('[data-do=all]').disabled"))
                .isEqualTo(true);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void itZoomsNoFurtherThanToATwentiethOfASecondNorBeyondTheWhole() {
        open();
        for (int i = 0; i < 14; i++) {
            press("in");
        }
        assertThat(span()).isEqualTo(50);
        assertThat(browser.run("return document.querySelector('[data-do=in]').disabled"))
                .isEqualTo(true);
        for (int i = 0; i < 14; i++) {
            press("out");
        }
        assertThat(span()).isEqualTo(30_000);
        assertThat(from()).isZero();
    }

    @Test
    void whatIsBeneathThePointerIsTold() {
        open();
        Place place = place();

        mouse("mouseMoved", place.at(14.9 / 30), place.y, 0);

        await().untilAsserted(() -> assertThat(browser.text("return document.getElementById('readout').textContent"))
                .contains("s from the fault", "redis-replica is master", "out for 6 s", "load_balancer refused"));
    }

    @Test
    void onPaperAllIsShownInLightColoursAndEveryPartIsOpen() {
        browser.looking(1440, 900, Medium.PAPER).open("report.html", ReportPage.render(Views.drill(30)));

        assertThat(browser.text("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(browser.text("return getComputedStyle(document.getElementById('controls')).display"))
                .isEqualTo("none");
        browser.run("dispatchEvent(new Event('beforeprint'))");
        assertThat(browser.run("return document.querySelector('details').open")).isEqualTo(true);
        assertThat(new String(browser.paper(), 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("%PDF-");
    }

    @Test
    void inTheDarkItIsDarkAndReadable() {
        browser.looking(1440, 900, Medium.DARK).open("report.html", ReportPage.render(Views.drill(30)));

        assertThat(browser.text("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(13, 16, 20)");
        assertThat(browser.barriers()).isEmpty();
    }

    @Test
    void withoutItsScriptThePicturesAreThereAllTheSame() {
        String page = ReportPage.render(Views.drill(30)).replaceAll("(?s)<script>.*?</script>", "");

        browser.looking(1440, 900, Medium.LIGHT).open("report.html", page);

        assertThat(browser.run("return document.getElementById('controls').hidden"))
                .isEqualTo(true);
        assertThat(browser.run("return document.querySelectorAll('.time path').length > 10"))
                .isEqualTo(true);
        assertThat(browser.misfits()).isEmpty();
        assertThat(browser.barriers()).isEmpty();
    }

    @Test
    void anHourOfProbesOpensAndZoomsQuickly() {
        browser.looking(1440, 900, Medium.LIGHT).open("report.html", ReportPage.render(Views.drill(3_600)));

        Object tookMs = browser.run("""
                const began = performance.now();
                for (let i = 0; i < 20; i++) document.querySelector(i % 2 ? '[data-do=out]' : '[data-do=in]').click();
                document.body.getBoundingClientRect();
                return performance.now() - began""");

        assertThat(((Number) Objects.requireNonNull(tookMs)).doubleValue()).isLessThan(4_000); // busy machines
        assertThat(browser.misfits()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    private static void open() {
        browser.looking(1440, 900, Medium.LIGHT).open("report.html", ReportPage.render(Views.drill(30)));
        browser.run("document.getElementById('lanes').scrollIntoView({block: 'center'})");
    }

    private record Place(double left, double width, double y) {
        double at(double fraction) {
            return left + fraction * width;
        }
    }

    private static Place place() {
        List<?> box = (List<?>) Objects.requireNonNull(browser.run("""
                const all = document.getElementById('axis').getBoundingClientRect();
                const lane = document.querySelectorAll('.plot')[1].getBoundingClientRect();
                return [all.left, all.width, lane.top + lane.height / 2]"""));
        return new Place(number(box.get(0)), number(box.get(1)), number(box.get(2)));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static double from() {
        return number(
                Objects.requireNonNull(browser.run("return document.querySelector('.lanes .time').viewBox.baseVal.x")));
    }

    private static double span() {
        return number(Objects.requireNonNull(
                browser.run("return document.querySelector('.lanes .time').viewBox.baseVal.width")));
    }

    private static double middle() {
        return from() + span() / 2;
    }

    private static void press(String button) {
        browser.run("document.querySelector('[data-do=' + arguments[0] + ']').click()", button);
    }

    private static void key(String key) {
        browser.command("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key));
        browser.command("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    private static void mouse(String type, double x, double y, int clicks) {
        browser.command(
                "Input.dispatchMouseEvent",
                Map.of(
                        "type",
                        type,
                        "x",
                        x,
                        "y",
                        y,
                        "button",
                        clicks == 0 ? "none" : "left",
                        "buttons",
                        clicks == 0 ? 0 : 1,
                        "clickCount",
                        clicks));
    }

    private static void wheel(int delta, int modifiers) {
        Place place = place();
        browser.command(
                "Input.dispatchMouseEvent",
                Map.of(
                        "type",
                        "mouseWheel",
                        "x",
                        place.at(0.5),
                        "y",
                        place.y,
                        "deltaX",
                        0,
                        "deltaY",
                        delta,
                        "modifiers",
                        modifiers));
    }
}
