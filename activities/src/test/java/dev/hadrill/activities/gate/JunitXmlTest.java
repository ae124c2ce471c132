package dev.hadrill.activities.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.drill.Verdict;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JunitXmlTest {
    private static final String HOSTILE = "<failure/>\"'&]]>\0\u0001\uFFFE\uD800 💥";

    /** What Jenkins' own schema of the format (junit-10.xsd) allows of what is used here. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "testsuites", Set.of("name", "tests", "failures", "errors", "time"),
            "testsuite", Set.of("name", "tests", "failures", "errors", "skipped", "time", "timestamp"),
            "testcase", Set.of("name", "classname", "time"),
            "failure", Set.of("type", "message"),
            "error", Set.of("type", "message"),
            "skipped", Set.of("type", "message"),
            "system-out", Set.of());

    @Test
    void aSuiteAScenarioACaseADrillAndOneForTheVerdict() throws Exception {
        Document xml = parsed(new GateStory("").report(Verdict.FAILED));

        assertThat(names(xml, "testsuite")).containsExactly("redis_kill", "api_kill", "gate");
        assertThat(names(xml, "testcase"))
                .containsExactly(
                        "run 1",
                        "run 2",
                        "run 3",
                        "compared with the baseline",
                        "run 1",
                        "run 2",
                        "compared with the baseline",
                        "verdict");
        assertThat(outcomes(xml))
                .containsExactly("passed", "error", "skipped", "skipped", "failure", "error", "failure", "failure");
    }

    @Test
    void theCountsOfEverySuiteAreThoseOfItsCases() throws Exception {
        Document xml = parsed(new GateStory("").report(Verdict.FAILED));

        Element all = xml.getDocumentElement();
        assertThat(all.getAttribute("tests")).isEqualTo("8");
        assertThat(all.getAttribute("failures")).isEqualTo("3");
        assertThat(all.getAttribute("errors")).isEqualTo("2");
        for (Element suite : elements(xml, "testsuite")) {
            for (String outcome : List.of("failure", "error", "skipped")) {
                String count = suite.getAttribute(outcome.equals("skipped") ? outcome : outcome + "s");
                assertThat(count)
                        .isEqualTo(String.valueOf(
                                suite.getElementsByTagName(outcome).getLength()));
            }
            assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-06-05T14:00:00");
            assertThat(suite.getAttribute("time")).matches("\\d+\\.\\d{3}");
        }
        assertThat(elements(xml, "testcase").getFirst().getAttribute("time")).isEqualTo("31.000");
    }

    @ParameterizedTest
    @CsvSource({"PASSED, passed", "FAILED, failure", "INCONCLUSIVE, error"})
    void theFileIsGreenOnlyWhenTheGateIs(Verdict verdict, String outcome) throws Exception {
        assertThat(outcomes(parsed(new GateStory("").report(verdict)))).endsWith(outcome);
    }

    @Test
    void hostileTextStaysTextAndTheFileWellFormed() throws Exception {
        Document xml = parsed(new GateStory(HOSTILE).report(Verdict.FAILED));

        assertThat(outcomes(xml)).hasSize(8);
        String message = elements(xml, "failure").getLast().getAttribute("message");
        assertThat(message).startsWith("first <failure/>\"'&]]>\uFFFD\uFFFD\uFFFD\uFFFD 💥; second");
    }

    @Test
    void nothingIsWrittenThatTheFormatDoesNotHave() throws Exception {
        NodeList all = parsed(new GateStory("").report(Verdict.FAILED)).getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            assertThat(ALLOWED).containsKey(element.getTagName());
            for (int a = 0; a < element.getAttributes().getLength(); a++) {
                assertThat(ALLOWED.get(element.getTagName()))
                        .contains(element.getAttributes().item(a).getNodeName());
            }
        }
    }

    private static Document parsed(dev.hadrill.workflows.gate.GateReport report) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(JunitXml.render(report))));
    }

    private static List<String> names(Document xml, String tag) {
        return elements(xml, tag).stream()
                .map(element -> element.getAttribute("name"))
                .toList();
    }

    private static List<String> outcomes(Document xml) {
        return elements(xml, "testcase").stream()
                .map(one -> List.of("failure", "error", "skipped").stream()
                        .filter(outcome -> one.getElementsByTagName(outcome).getLength() > 0)
                        .findFirst()
                        .orElse("passed"))
                .toList();
    }

    private static List<Element> elements(Document xml, String tag) {
        NodeList found = xml.getElementsByTagName(tag);
        List<Element> all = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            all.add((Element) found.item(i));
        }
        return all;
    }
}
