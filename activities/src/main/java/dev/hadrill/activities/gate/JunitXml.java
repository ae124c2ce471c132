package dev.hadrill.activities.gate;

import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.gate.GateReport;
import dev.hadrill.workflows.gate.GateReport.RunReport;
import dev.hadrill.workflows.gate.GateReport.ScenarioReport;
import dev.hadrill.workflows.regression.Comparison;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * junit.xml, as CI servers read it (the common part of Surefire's, Jenkins' and GitLab's): a suite a scenario, a case a
 * drill, one for the comparison; and a suite for the gate's own verdict, so that the file is never green when the gate is not.
 */
final class JunitXml {
    /** Without a zone, as the format has it; UTC. */
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final XMLStreamWriter xml;

    private JunitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * @param outcome null when it passed, else {@code failure}, {@code error} or {@code skipped}
     * @param type of the outcome, for machines
     */
    private record Case(String name, double sec, @Nullable String outcome, String type, String message, String out) {}

    private record Suite(String name, Instant at, List<Case> cases) {
        long count(String outcome) {
            return cases.stream().filter(one -> outcome.equals(one.outcome())).count();
        }

        double sec() {
            return cases.stream().mapToDouble(Case::sec).sum();
        }
    }

    static String render(GateReport gate) {
        List<Suite> suites = new ArrayList<>();
        gate.scenarios().forEach(scenario -> suites.add(suite(gate, scenario)));
        suites.add(new Suite("gate", gate.startedAt(), List.of(verdict(gate))));
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new JunitXml(xml).write(gate, suites);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("junit.xml of gate " + gate.gateId(), e);
        }
        return text.append('\n').toString();
    }

    private static Suite suite(GateReport gate, ScenarioReport scenario) {
        List<Case> cases = new ArrayList<>();
        gate.runs().stream()
                .filter(run -> run.scenario().equals(scenario.name()))
                .forEach(run -> cases.add(drill(run)));
        Comparison comparison = scenario.comparison();
        if (comparison != null) {
            cases.add(comparison(comparison));
        }
        return new Suite(scenario.name(), gate.startedAt(), cases);
    }

    private static Case drill(RunReport run) {
        Verdict verdict = run.verdict();
        String outcome = verdict == Verdict.PASSED
                ? null
                : verdict == Verdict.FAILED ? "failure" : run.outcome().equals("not run") ? "skipped" : "error";
        return new Case(
                "run " + run.round(),
                run.durationSec() == null ? 0 : run.durationSec(),
                outcome,
                run.outcome().replace(' ', '_').toUpperCase(Locale.ROOT),
                run.reason(),
                "drill %s, evidence %s: %s".formatted(run.drillId(), run.folder(), run.reason()));
    }

    private static Case comparison(Comparison comparison) {
        String outcome = switch (comparison.outcome()) {
            case NO_WORSE -> null;
            case WORSE -> "failure";
            case NOT_ENOUGH_RUNS -> "skipped";
        };
        return new Case(
                "compared with the baseline",
                0,
                outcome,
                comparison.outcome().name(),
                comparison.words(),
                "%d runs against %d: %s"
                        .formatted(comparison.candidateRuns(), comparison.baselineRuns(), comparison.words()));
    }

    private static Case verdict(GateReport gate) {
        String why = String.join("; ", gate.reasons());
        String outcome = switch (gate.verdict()) {
            case PASSED -> null;
            case FAILED -> "failure";
            case INCONCLUSIVE -> "error";
        };
        return new Case("verdict", 0, outcome, gate.verdict().name(), why, "%s: %s".formatted(gate.verdict(), why));
    }

    private void write(GateReport gate, List<Suite> suites) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        attribute("name", "hadrill gate " + gate.release());
        attribute(
                "tests", suites.stream().mapToInt(suite -> suite.cases().size()).sum());
        attribute(
                "failures",
                suites.stream().mapToLong(suite -> suite.count("failure")).sum());
        attribute(
                "errors",
                suites.stream().mapToLong(suite -> suite.count("error")).sum());
        attribute("time", sec(suites.stream().mapToDouble(Suite::sec).sum()));
        for (Suite suite : suites) {
            write(gate, suite);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void write(GateReport gate, Suite suite) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        attribute("name", suite.name());
        attribute("tests", suite.cases().size());
        attribute("failures", suite.count("failure"));
        attribute("errors", suite.count("error"));
        attribute("skipped", suite.count("skipped"));
        attribute("time", sec(suite.sec()));
        attribute("timestamp", TIMESTAMP.format(suite.at()));
        for (Case one : suite.cases()) {
            write("hadrill.%s.%s".formatted(gate.stack(), suite.name()), one);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private void write(String classname, Case one) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        attribute("classname", classname);
        attribute("name", one.name());
        attribute("time", sec(one.sec()));
        String outcome = one.outcome();
        if (outcome != null) {
            xml.writeStartElement(outcome);
            attribute("message", one.message());
            if (!outcome.equals("skipped")) {
                attribute("type", one.type());
                xml.writeCharacters(legal(one.message()));
            }
            xml.writeEndElement();
        }
        xml.writeStartElement("system-out");
        xml.writeCharacters(legal(one.out()));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void attribute(String name, Object value) throws XMLStreamException {
        xml.writeAttribute(name, legal(String.valueOf(value)));
    }

    private static String sec(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    /** The writer escapes what may be written; what XML 1.0 cannot hold at all is replaced here. */
    static String legal(String text) {
        StringBuilder legal = new StringBuilder();
        text.codePoints().forEach(point -> legal.appendCodePoint(isLegal(point) ? point : 0xFFFD));
        return legal.toString();
    }

    private static boolean isLegal(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }
}
