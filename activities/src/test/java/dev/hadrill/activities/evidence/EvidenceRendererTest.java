package dev.hadrill.activities.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.activities.files.Sha256;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.evidence.EvidenceRef;
import dev.hadrill.workflows.evidence.EvidenceStore;
import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.SampleCodec;
import dev.hadrill.workflows.observation.SightingCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvidenceRendererTest {
    private static final String HOSTILE =
            "<script>alert(1)</script> | `x` **b** [l](http://evil.example) ![i](x) _i_ www.evil.example\n# head =cmd()";
    private static final List<String> FIELDS = List.of(
            "scenario",
            "started_at",
            "finished_at",
            "duration_sec",
            "target_container",
            "kill_at_t_sec",
            "first_failure_t_sec",
            "first_recovery_t_sec",
            "rto_sec",
            "rto_budget_sec",
            "passed",
            "failed_request_count",
            "total_request_count",
            "samples",
            "notes");

    @Test
    void aPassedDrillsReportHasTheScriptsFieldsFirstAndTheyAgree() throws IOException {
        Evidence evidence = render(new DrillStory("").injected().observed(true).ended(Verdict.PASSED));
        JsonNode report = json(evidence);
        assertThat(List.copyOf(names(report)).subList(0, FIELDS.size())).isEqualTo(FIELDS);
        assertThat(report.get("started_at").asText()).isEqualTo("2026-06-05T14:30:00Z");
        assertThat(report.get("finished_at").asText()).isEqualTo("2026-06-05T14:30:24Z");
        assertThat(report.get("duration_sec").asDouble()).isEqualTo(24);
        assertThat(report.get("target_container").asText()).isEqualTo("freesdn-redis");
        assertThat(report.get("kill_at_t_sec").asDouble()).isEqualTo(4.1);
        assertThat(report.get("first_failure_t_sec").asDouble()).isEqualTo(4.18);
        assertThat(report.get("rto_lo_sec").asDouble()).isCloseTo(6.15, within(1e-9));
        assertThat(report.get("rto_hi_sec").asDouble()).isCloseTo(6.41, within(1e-9));
        assertThat(report.get("first_recovery_t_sec").asDouble()
                        - report.get("kill_at_t_sec").asDouble())
                .isCloseTo(report.get("rto_sec").asDouble(), within(1e-6));
        assertThat(report.get("passed").asBoolean()).isTrue();
        assertThat(report.get("samples")).hasSameSizeAs(DrillStory.samples());
        assertThat(report.get("total_request_count").asInt())
                .isEqualTo(DrillStory.samples().size());
        JsonNode first = report.get("samples").get(0);
        assertThat(names(first)).containsExactly("t_offset_sec", "status", "http_code", "latency_ms");
        assertThat(first.get("t_offset_sec").asDouble()).isEqualTo(0.0001);
        assertThat(first.get("latency_ms").asDouble()).isEqualTo(3.0);
        assertThat(evidence.folder()).isEqualTo("redis_kill-20260605T143000Z");
    }

    @Test
    void whatWasNotMeasuredIsNullAndTheNotesSayWhy() throws IOException {
        JsonNode report = json(render(new DrillStory("").aborted().ended(Verdict.INCONCLUSIVE)));
        for (String field : List.of(
                "target_container",
                "kill_at_t_sec",
                "first_failure_t_sec",
                "first_recovery_t_sec",
                "rto_sec",
                "failed_request_count",
                "total_request_count")) {
            assertThat(report.get(field).isNull()).as(field).isTrue();
        }
        assertThat(report.get("passed").asBoolean()).isFalse();
        assertThat(report.get("samples")).isEmpty();
        assertThat(report.get("notes").toString()).contains("No fault was confirmed", "left no result");
    }

    @Test
    void aServiceThatNeverRecoveredHasALowerBoundOnly() throws IOException {
        Evidence evidence = render(new DrillStory("").injected().observed(false).ended(Verdict.FAILED));
        JsonNode report = json(evidence);
        assertThat(report.get("rto_hi_sec").isNull()).isTrue();
        assertThat(report.get("first_recovery_t_sec").isNull()).isTrue();
        assertThat(report.get("first_failure_t_sec").asDouble()).isEqualTo(4.18);
        assertThat(report.get("recovered").asBoolean()).isFalse();
        assertThat(report.get("notes").toString()).contains("lower bound");
        assertThat(evidence.files().get("report.md"))
                .startsWith("# FAILED: redis_kill")
                .contains("more than 6.15 s");
    }

    @Test
    void theCsvHasTheScriptsHeaderAndNothingThatASpreadsheetRuns() {
        String csv = render(new DrillStory(HOSTILE).injected().observed(true).ended(Verdict.PASSED))
                .files()
                .get("health-timeline.csv");
        List<String> lines = csv.lines().toList();
        assertThat(lines.getFirst()).isEqualTo("t_offset_sec,status,http_code,latency_ms");
        assertThat(lines).hasSize(1 + DrillStory.samples().size());
        assertThat(lines.subList(1, lines.size()))
                .allMatch(line -> line.matches("\\d+\\.\\d{6},(ok|degraded|down|error),(\\d{3})?,\\d+\\.\\d{3}"));
    }

    @Test
    void hostileTextIsNeitherMarkupNorALinkNorABrokenTable() throws IOException {
        Evidence evidence = EvidenceRenderer.render(
                new DrillStory(HOSTILE)
                        .injected()
                        .runbook()
                        .observed(true)
                        .ledger(3)
                        .ended(Verdict.PASSED),
                Map.of(),
                DrillStory.journal(HOSTILE));
        String markdown = evidence.files().get("report.md");
        assertThat(markdown)
                .doesNotContain("<script")
                .doesNotContain("http://evil")
                .doesNotContain("www.evil")
                .doesNotContain("](")
                .doesNotContain("**b**")
                .doesNotContain(" _i_ ")
                .doesNotContain("\n# head");
        assertThat(markdown.lines().filter(line -> line.startsWith("|")))
                .allSatisfy(line -> assertThat(line).endsWith("|"));
        assertThat(json(evidence).get("reason").asText()).isEqualTo("because " + HOSTILE);
        assertThat(evidence.files().get("report.html"))
                .contains("because &lt;script&gt;alert(1)")
                .doesNotContain("<script>alert", "href=\"http");
    }

    @Test
    void theMarkdownSaysTheVerdictFirstAndThenWhy() {
        String markdown = render(
                        new DrillStory("").injected().runbook().observed(true).ended(Verdict.PASSED))
                .files()
                .get("report.md");
        assertThat(markdown)
                .startsWith("# PASSED: redis_kill on freesdn\n")
                .contains("6.28 s, between 6.15 s and 6.41 s")
                .contains("| RTO budget | 20.00 s |")
                .contains("## What happened", "## Runbook", "## Redundancy", "## Guards")
                .contains("## How it was measured", "## How well it was measured", "## What it cannot say");
    }

    @Test
    void theManifestNamesEveryOtherFileWithItsDigest() {
        Map<String, String> files = render(
                        new DrillStory("").injected().observed(true).ended(Verdict.PASSED))
                .files();
        assertThat(files).containsKeys("report.json", "report.md", "report.html", "health-timeline.csv");
        assertThat(files.get("manifest.sha256").lines())
                .hasSize(files.size() - 1)
                .allSatisfy(line -> {
                    String[] parts = line.split(" {2}", 2);
                    assertThat(Sha256.hex(files.get(parts[1]).getBytes(StandardCharsets.UTF_8)))
                            .isEqualTo(parts[0]);
                });
    }

    @Test
    void theSameDrillRendersTheSameFilesWhateverTheLocale() {
        DrillState drill =
                new DrillStory(HOSTILE).injected().runbook().observed(true).ended(Verdict.PASSED);
        Evidence here = render(drill);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(render(drill)).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aDamagedSegmentIsLeftOutAndTheReportSaysSo() throws IOException {
        List<Sample> all = DrillStory.samples();
        String stream = Segment.probe("load_balancer");
        Kept kept = new Kept();
        EvidenceRef ref = new EvidenceFiles(
                        segments(
                                new Segment("drill-1", stream, 1, 1, SampleCodec.encode(all.subList(0, 50))),
                                new Segment("drill-1", stream, 1, 2, new byte[] {1, 2, 3})),
                        kept)
                .write(new DrillStory("").injected().observed(true).ended(Verdict.PASSED));
        Evidence evidence = kept.find("drill-1").orElseThrow();
        assertThat(ref.folder()).isEqualTo(evidence.folder());
        assertThat(ref.sha256()).containsOnlyKeys(evidence.files().keySet());
        JsonNode report = json(evidence);
        assertThat(report.get("samples")).hasSize(50);
        assertThat(report.get("notes").toString())
                .contains("load_balancer: only 50 of " + all.size() + " samples could be read");
        assertThat(report.get("rto_sec").isNull()).isFalse();
    }

    @Test
    void theWholeJournalIsReportedAndWhereItCannotBeReadWhatTheResultCarries() throws IOException {
        DrillState drill = new DrillStory("").injected().observed(true).ended(Verdict.PASSED);
        Segment journal = new Segment("drill-1", Segment.SIGHTINGS, 1, 0, SightingCodec.encode(DrillStory.journal("")));
        Segment damaged = new Segment("drill-1", Segment.SIGHTINGS, 1, 1, new byte[] {1, 2, 3});
        Kept kept = new Kept();

        new EvidenceFiles(segments(journal, damaged), kept).write(drill);
        assertThat(json(kept.find("drill-1").orElseThrow()).get("sightings")).hasSize(3);

        new EvidenceFiles(segments(damaged), kept).write(drill);
        assertThat(json(kept.find("drill-1").orElseThrow()).get("sightings")).hasSize(2);
    }

    private static Evidence render(DrillState drill) {
        return EvidenceRenderer.render(drill, Map.of("load_balancer", DrillStory.samples()), DrillStory.journal(""));
    }

    private static SegmentStore segments(Segment... kept) {
        return new SegmentStore() {
            @Override
            public void append(Segment segment) {
                throw new UnsupportedOperationException("evidence only reads");
            }

            @Override
            public List<Segment> read(String drillId) {
                return List.of(kept);
            }
        };
    }

    private static JsonNode json(Evidence evidence) throws IOException {
        return Json.mapper().readTree(evidence.files().get("report.json"));
    }

    private static List<String> names(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static final class Kept implements EvidenceStore {
        private Optional<Evidence> kept = Optional.empty();

        @Override
        public void store(Evidence evidence) {
            kept = Optional.of(evidence);
        }

        @Override
        public Optional<Evidence> find(String drillId) {
            return kept;
        }
    }
}
