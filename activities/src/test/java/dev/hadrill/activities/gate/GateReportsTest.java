package dev.hadrill.activities.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.gate.GateReport;
import dev.hadrill.workflows.gate.GateReport.RunReport;
import dev.hadrill.workflows.gate.GateReport.Versions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateReportsTest {
    private final GateReport report = new GateStory("").report(Verdict.FAILED);

    @Test
    void whatAuditorsAskForIsThere() {
        assertThat(report.durationSec()).isEqualTo(600);
        assertThat(report.scope())
                .isEqualTo("2 scenarios (redis_kill, api_kill), 3 times each, round by round: 5 drills planned, 4 run");
        assertThat(report.preconditions()).containsExactly("guard lb_address: passed in 3 of 3 drills");
        assertThat(report.expected())
                .startsWith(
                        "redis_kill: recovered within 20.0 s, at most 5 acknowledged writes lost, none older than 1.0 s"
                                + " before the fault, redundancy restored");
        assertThat(report.approval().by()).isEqualTo("ann ");
        assertThat(report.configSha256()).containsExactly("sha-of-stack");
        assertThat(report.versions().jdk()).isEqualTo("25");
        assertThat(report.artifacts())
                .containsEntry("drills/redis_kill-d1/report.md", "aa")
                .containsEntry("drills/redis_kill-d2/manifest.sha256", "bb");
    }

    @Test
    void aDrillIsToldWithItsProofItsMethodAndItsRedundancy() {
        RunReport run = report.runs().getFirst();

        assertThat(run.proof()).isEqualTo("exited 137 ");
        assertThat(run.method()).contains("every 20 ms", "decided by load_balancer", "wide, on CLOCK_MONOTONIC");
        assertThat(run.redundancy()).isEqualTo("restored in 9.0 s");
        assertThat(run.rtoLoSec()).isCloseTo(5.9, org.assertj.core.data.Offset.offset(0.01));
        assertThat(run.folder()).isEqualTo("drills/redis_kill-d1");
        assertThat(run.deviations()).containsExactly("the observation was taken over by another worker, attempts: 2");
    }

    @Test
    void deviationsAndInterventionsHaveNames() {
        assertThat(report.deviations())
                .contains("the gate stopped early: aborted ", "api_kill run 2: it ended without a result: refused ");
        assertThat(report.interventions()).containsExactly("redis_kill run 2: aborted by sre: enough ");
    }

    @Test
    void whatIsNotKnownSaysSo() {
        RunReport refused = report.runs().get(3);

        assertThat(refused.outcome()).isEqualTo("no verdict");
        assertThat(refused.proof()).isEqualTo("not recorded");
        assertThat(refused.method()).isEqualTo("not recorded");
        assertThat(refused.folder()).isEqualTo("not recorded");
        assertThat(refused.rtoSec()).isNull();
        GateReport empty = GateReports.of(
                new GateStory("").gate(Verdict.FAILED), Map.of(), new Versions("1", "25", "not recorded"));
        assertThat(empty.preconditions()).containsExactly("not recorded");
        assertThat(empty.artifacts()).isEmpty();
    }

    @Test
    void theJsonIsReadBackAsTheSameReport() {
        assertThat(Json.read(Json.write(report), GateReport.class)).isEqualTo(report);
    }
}
