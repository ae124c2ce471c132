package dev.hadrill.activities.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.browser.Browser;
import dev.hadrill.browser.Medium;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** report.html of every kind of drill, in a real browser. */
@Tag("browser")
class ReportHtmlTest {
    private static final Path PAGES = Path.of("target", "pages");

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
    @MethodSource("drills")
    void everyKindOfDrillFitsAndIsReadable(String name, DrillState drill) throws IOException {
        Path page = page(name, drill);
        for (Medium medium : Medium.values()) {
            for (int width : medium == Medium.PAPER ? List.of(688) : List.of(390, 1440)) { // A4 between its margins
                String as = "%s-%d-%s".formatted(name, width, medium);
                browser.looking(width, 900, medium).open(page);
                Files.write(PAGES.resolve(as + ".png"), browser.picture(0));
                assertThat(browser.misfits()).as(as).isEmpty();
                assertThat(browser.barriers()).as(as).isEmpty();
                assertThat(browser.complaints()).as(as).isEmpty();
            }
        }
    }

    static Stream<Object[]> drills() {
        Map<String, DrillState> drills = new LinkedHashMap<>();
        drills.put(
                "passed",
                new DrillStory("").injected().runbook().observed(true).ledger(3).ended(Verdict.PASSED));
        drills.put(
                "never-recovered",
                new DrillStory("").injected().observed(false).ledger(2).ended(Verdict.FAILED));
        drills.put("aborted", new DrillStory("").aborted().ended(Verdict.INCONCLUSIVE));
        drills.put("lost", new DrillStory("").injected().ledgerLost().ended(Verdict.INCONCLUSIVE));
        drills.put("no-fault", new DrillStory("").observed(true).done());
        drills.put("watched", DrillStory.watched(true));
        drills.put("watched-not-over", DrillStory.watched(false));
        return drills.entrySet().stream().map(drill -> new Object[] {drill.getKey(), drill.getValue()});
    }

    private static Path page(String name, DrillState drill) throws IOException {
        Files.createDirectories(PAGES);
        return Files.writeString(
                PAGES.resolve(name + ".html").toAbsolutePath(),
                EvidenceRenderer.render(drill, Map.of("load_balancer", DrillStory.samples()), DrillStory.journal(""))
                        .files()
                        .get("report.html"));
    }
}
