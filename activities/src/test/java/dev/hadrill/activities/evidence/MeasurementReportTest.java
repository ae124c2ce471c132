package dev.hadrill.activities.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.phase.PhaseSpan;
import dev.hadrill.workflows.phase.RtoPhase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a report says of probes, phases, the ledger and the journal. */
class MeasurementReportTest {
    private static final List<PhaseSpan> SPANS = List.of(
            new PhaseSpan(RtoPhase.DETECTION, 0, 1, 0.01, "the runbook began"),
            new PhaseSpan(RtoPhase.APPROVAL, 1, 5, 0.01, "approved | by `sre`"),
            new PhaseSpan(RtoPhase.PROMOTION, 5, 5.02, 0.01, "postgres-standby takes writes"),
            new PhaseSpan(RtoPhase.UNATTRIBUTED, 5.02, 8, 0.05, "first good at load_balancer"));

    @Test
    void everyProbeSaysWhatItAskedWhatItSawAndHowWellItLooked() throws IOException {
        JsonNode probes = json(render(drill(3))).get("probes");

        JsonNode leading = probes.get(0);
        assertThat(leading.get("question").asText()).isEqualTo("http://127.0.0.1:18080/api/v1/health/ready");
        assertThat(leading.get("decides").asBoolean()).isTrue();
        JsonNode outage = leading.get("outages").get(0);
        assertThat(outage.get("start").get("lo").asDouble()).isEqualTo(4.15);
        assertThat(outage.get("first_good").get("hi").asDouble()).isEqualTo(9.36);
        assertThat(outage.get("end").get("hi").asDouble()).isEqualTo(10.41);
        assertThat(outage.get("duration_sec").get("lo").asDouble()).isEqualTo(6.14);
        assertThat(outage.get("start_at").asText()).isEqualTo("2026-06-05T14:30:04.150Z");
        assertThat(leading.get("latency").get("after").get("p99_ms").asDouble()).isEqualTo(40);
        assertThat(leading.get("latency").get("during").get("p50_ms").isNull()).isTrue();
        assertThat(leading.get("bad_fraction_per_sec"))
                .hasSize(7)
                .last()
                .satisfies(
                        second -> assertThat(second.get("fraction").asDouble()).isBetween(0.3, 0.5));
        JsonNode other = probes.get(1);
        assertThat(other.get("expectation").asText()).isEqualTo("HTTP 200 with /checks/redis = ok");
        assertThat(other.get("decides").asBoolean()).isFalse();
        assertThat(other.get("interval_sec").asDouble()).isEqualTo(0.1);
        assertThat(other.get("outages")).isEmpty();
        assertThat(other.get("lag_p50_ms").asDouble()).isEqualTo(0.12);
    }

    @Test
    void everyOtherProbeHasATimelineOfItsOwnAndTheManifestNamesIt() {
        Map<String, String> files = EvidenceRenderer.render(
                        drill(3), Map.of("api-2", DrillStory.samples()), DrillStory.journal(""))
                .files();

        assertThat(files.get("timeline-api-2.csv").lines())
                .hasSize(1 + DrillStory.samples().size())
                .first()
                .isEqualTo("t_offset_sec,status,http_code,latency_ms");
        assertThat(files.get("health-timeline.csv").lines()).hasSize(1);
        assertThat(files.get("manifest.sha256")).contains("timeline-api-2.csv", "sightings.csv");
        assertThat(files).doesNotContainKey("timeline-load_balancer.csv");
    }

    @Test
    void aDrillThatLostItsObservationShowsItsJournalAllTheSame() throws IOException {
        DrillState whole = new DrillStory("").injected().ended(Verdict.INCONCLUSIVE);
        List<DrillEvent> events = new ArrayList<>(whole.events());
        DrillEvent.DrillStarted began = (DrillEvent.DrillStarted) events.removeFirst();
        events.addFirst(new DrillEvent.DrillStarted(
                Stamp.approximate(began.at().wall().toEpochMilli()), // as workflow code stamps it
                began.request(),
                began.stack(),
                began.scenario(),
                began.target(),
                began.fault(),
                began.recovery(),
                began.rtoBudget(),
                began.rpoBudget(),
                began.probeUrl(),
                began.configSha256(),
                began.probes()));
        DrillState drill = new DrillState(whole.drillId(), whole.workflowId(), events);

        JsonNode report = json(render(drill));

        assertThat(report.get("sightings")).isNotEmpty();
        assertThat(report.get("verdict").asText()).isEqualTo("INCONCLUSIVE");
    }

    @Test
    void theJournalIsInTheOrderOfTimeAndNoFormula() {
        List<String> lines = EvidenceRenderer.render(drill(3), Map.of(), DrillStory.journal("a \"b\"\n=c"))
                .files()
                .get("sightings.csv")
                .lines()
                .toList();

        assertThat(lines)
                .containsExactly(
                        "t_offset_sec,not_before_t_sec,kind,source,detail",
                        "4.180000,,died,\"docker\",\"redis died a \"\"b\"\" =c\"",
                        "5.000000,,other,\"redis-sentinel-2\",\"'+tilt #tilt mode entered\"",
                        "9.200000,9.100000,promoted,\"redis-replica\",\"role a \"\"b\"\" =c\"");
    }

    @Test
    void bothReadingsOfTheLedgerAreShownWithTheLogBesideThem() throws IOException {
        Evidence evidence = render(drill(3));

        JsonNode rpo = json(evidence).get("rpo");
        assertThat(rpo.get("lost_writes").asInt()).isEqualTo(3);
        assertThat(rpo.get("budget").get("writes").asInt()).isZero();
        JsonNode postgres = rpo.get("stores").get(0);
        assertThat(postgres.get("after_recovery").get("lost").get("count").asInt())
                .isEqualTo(3);
        assertThat(postgres.get("after_restoration")
                        .get("wal_loss")
                        .get("ledger_commits")
                        .asInt())
                .isEqualTo(3);
        assertThat(postgres.get("wal_agrees").asBoolean()).isTrue();
        assertThat(evidence.files().get("report.md"))
                .contains("| RPO | 3 acknowledged writes lost, the earliest 0.25 s before the fault |")
                .contains("| postgres | after restoration | 890 | 3 | 1/100, 1/102 | 0.250 |")
                .contains("40 taken in 0.80 s, 39 lost")
                .contains("holds 5 lost transactions, 3 of them the ledger's; the ledger misses 3. **They agree**");
    }

    @Test
    void aLedgerAndALogThatDisagreeAreAFinding() {
        assertThat(render(drill(2)).files().get("report.md"))
                .contains("**They DISAGREE**", "postgres: the ledger and the dead primary's log disagree");
    }

    @Test
    void aLostLedgerIsNotALosslessOne() throws IOException {
        Evidence evidence =
                render(new DrillStory("").injected().observed(true).ledgerLost().ended(Verdict.INCONCLUSIVE));

        assertThat(json(evidence).get("rpo").get("lost_writes").isNull()).isTrue();
        assertThat(evidence.files().get("report.md"))
                .contains("| RPO | not known: no client could be started |")
                .contains("The ledger was lost, so lost writes are not known");
    }

    @Test
    void thePhasesOfADrillSumToItsRtoAndAreShown() throws IOException {
        Evidence evidence = render(drill(3));

        JsonNode report = json(evidence);
        assertThat(report.get("phases").get("sum_sec").asDouble())
                .isEqualTo(report.get("rto_sec").asDouble());
        assertThat(report.get("phases").get("machine_rto_sec").asDouble())
                .isEqualTo(report.get("rto_sec").asDouble());
        assertThat(report.get("phases").get("spans"))
                .extracting(span -> span.get("phase").asText())
                .startsWith("detection", "promotion")
                .doesNotContain("unattributed");
        assertThat(evidence.files().get("report.md")).contains("## Where the time went", "| detection | 0.000 |");
    }

    @Test
    void phasesHaveABarAndWaitingForAPersonIsApart() {
        Phases phases = Objects.requireNonNull(Phases.of(SPANS, 4.0));
        Markdown text = new Markdown();
        phases.write(text);

        assertThat(phases.approvalSec()).isEqualTo(4);
        assertThat(phases.unattributedSec()).isEqualTo(2.98);
        assertThat(phases.sumSec()).isEqualTo(8);
        assertThat(phases.machineRtoSec()).isEqualTo(4);
        assertThat(text.toString())
                .contains("| detection | 0.000 | 1.000 | 1.000 | 0.010 | █████" + "·".repeat(35) + " |")
                .contains("| promotion | 5.000 | 5.020 | 0.020 | 0.010 | " + "·".repeat(25) + "█" + "·".repeat(14))
                .contains("approved \\| by \\`sre\\`")
                .contains("4.000 s of it were spent waiting for a person; without them it took 4.000 s");
    }

    @Test
    void anObservationHasNoFaultNoVerdictAndItsOutages() throws IOException {
        Evidence evidence = render(DrillStory.watched(true));

        JsonNode report = json(evidence);
        for (String field : List.of(
                "kill_at_t_sec",
                "rto_sec",
                "rto_budget_sec",
                "passed",
                "verdict",
                "target_container",
                "rpo",
                "phases")) {
            assertThat(report.get(field).isNull()).as(field).isTrue();
        }
        assertThat(report.get("probes").get(0).get("outages")).hasSize(1);
        assertThat(report.get("duration_sec").asDouble()).isEqualTo(16);
        assertThat(report.get("started_by").asText()).isEqualTo("dba");
        assertThat(evidence.folder()).isEqualTo("observe-20260605T143000Z");
        assertThat(evidence.files().get("report.md"))
                .startsWith("# OBSERVED: an outage of 6.14 s to 6.26 s\n")
                .contains("hadrill injected no fault")
                .doesNotContain("NO VERDICT", "| RTO |", "null");
    }

    @Test
    void anOutageThatWasNotOverIsMoreThanWhatWasSeen() {
        assertThat(render(DrillStory.watched(false)).files().get("report.md"))
                .startsWith("# OBSERVED: an outage of more than 6.14 s, not over")
                .contains("| not while observed | at least 6.140 |");
    }

    private static DrillState drill(int walCommits) {
        return new DrillStory("").injected().observed(true).ledger(walCommits).ended(Verdict.PASSED);
    }

    private static Evidence render(DrillState drill) {
        return EvidenceRenderer.render(drill, Map.of("load_balancer", DrillStory.samples()), DrillStory.journal(""));
    }

    private static JsonNode json(Evidence evidence) throws IOException {
        return Json.mapper().readTree(evidence.files().get("report.json"));
    }
}
