package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.finding.Finding;
import dev.hadrill.workflows.regression.Comparison;
import dev.hadrill.workflows.stack.GuardCheck;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a gate's files say, with the fields that auditors ask for (FACTS): gate.json is this record, and every other file
 * follows from it. A text that is not known is {@link #NOT_RECORDED}; a number or an instant that is not known is null.
 *
 * @param reasons why the verdict is what it is, the gravest first
 * @param preconditions what had to hold before anything was touched
 * @param expected what every drill had to show
 * @param configSha256 of the stack file, one for each state in which it was used
 * @param baselineReleases whose drills the comparison was with, the newest first
 * @param deviations what did not go as planned
 * @param interventions what people did, with their names
 * @param account where the step-by-step account is
 * @param limits what this cannot say
 * @param artifacts SHA-256 of every file of the drills, by its path in the bundle
 */
public record GateReport(
        String gateId,
        String workflowId,
        String release,
        String stack,
        Verdict verdict,
        List<String> reasons,
        Instant startedAt,
        Instant finishedAt,
        double durationSec,
        String type,
        String objective,
        String scope,
        List<String> preconditions,
        List<String> expected,
        String startedBy,
        ApprovalNote approval,
        Versions versions,
        List<String> configSha256,
        String baseline,
        List<String> baselineReleases,
        List<ScenarioReport> scenarios,
        List<RunReport> runs,
        List<FindingReport> findings,
        List<String> deviations,
        List<String> interventions,
        String account,
        List<String> limits,
        Map<String, String> artifacts) {
    public static final String NOT_RECORDED = "not recorded";

    public GateReport {
        artifacts = new TreeMap<>(artifacts);
    }

    /**
     * What a person said.
     *
     * @param outcome {@code approved}, {@code rejected}, {@code missing}, or why nobody was asked
     */
    public record ApprovalNote(
            String outcome, String by, String why, @Nullable Instant at) {}

    /** Of what drilled; the Docker engine's is the one of the stack's host. */
    public record Versions(String hadrill, String jdk, String dockerEngine) {}

    /**
     * One scenario and all of its drills together.
     *
     * @param comparison null where none was made
     */
    public record ScenarioReport(
            String name,
            String summary,
            String target,
            String fault,
            String recovery,
            double rtoBudgetSec,
            String rpoBudget,
            @Nullable Comparison comparison) {}

    /**
     * One drill.
     *
     * @param outcome the verdict, {@code no verdict} or {@code not run}
     * @param proof what showed that the fault landed
     * @param method how the recovery time was measured, and how finely
     * @param guards as they were just before the fault
     * @param folder of its own evidence within the bundle; not recorded where it left none
     */
    public record RunReport(
            int seq,
            String scenario,
            int round,
            String drillId,
            String workflowId,
            @Nullable Verdict verdict,
            String outcome,
            String reason,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Double durationSec,
            String targetContainer,
            @Nullable Double rtoSec,
            @Nullable Double rtoLoSec,
            @Nullable Double rtoHiSec,
            @Nullable Double machineRtoSec,
            @Nullable Boolean recovered,
            @Nullable Double rtoBudgetSec,
            @Nullable Integer lostWrites,
            @Nullable Double lostSec,
            String method,
            String proof,
            @Nullable Instant injectedAt,
            List<GuardCheck> guards,
            String redundancy,
            List<String> deviations,
            List<String> interventions,
            List<Finding> findings,
            String folder) {
        /** {@code redis_kill run 2}. */
        public String title() {
            return "%s run %d".formatted(scenario, round);
        }
    }

    /** A finding of one or more drills. */
    public record FindingReport(Finding finding, List<String> runs) {}
}
