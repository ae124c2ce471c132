package dev.hadrill.db;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.observation.Answers;
import dev.hadrill.workflows.observation.Answers.Latency;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Rto;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A row of {@code drill_probe}, whose columns the migration explains. */
public record ProbeRow(
        String drillId,
        String probe,
        @Nullable String question,
        @Nullable String expectation,
        boolean decides,
        boolean leads,
        double intervalMs,
        double timeoutMs,
        int total,
        int bad,
        int slow,
        int outages,
        int flaps,
        double outageLoSec,
        @Nullable Double outageHiSec,
        @Nullable Double rtoLoSec,
        @Nullable Double rtoHiSec,
        @Nullable Double firstGoodLoSec,
        @Nullable Double firstGoodHiSec,
        @Nullable Double beforeP50Ms,
        @Nullable Double beforeP99Ms,
        @Nullable Double duringP50Ms,
        @Nullable Double duringP99Ms,
        @Nullable Double afterP50Ms,
        @Nullable Double afterP99Ms,
        double lagP50Ms,
        double lagP99Ms,
        double lagMaxMs,
        int late,
        int gaps) {
    static List<ProbeRow> of(DrillState drill) {
        return drill.observation().stream()
                .flatMap(seen -> seen.probes().stream().map(result -> of(drill, seen, result)))
                .toList();
    }

    private static ProbeRow of(DrillState drill, Observation seen, ProbeResult result) {
        Optional<Probe> asked = drill.probes().stream()
                .filter(probe -> probe.name().equals(result.probe()))
                .findFirst();
        Optional<Injection> injection = drill.injection();
        Optional<Rto> rto = injection.map(fault -> Rto.of(seen, result, fault));
        Optional<Bounds> firstGood = drill.outage(result).flatMap(outage -> Optional.ofNullable(outage.firstGood()));
        Optional<Answers> answers = Optional.ofNullable(result.answers());
        return new ProbeRow(
                drill.drillId(),
                result.probe(),
                asked.map(Probe::question).orElse(null),
                asked.map(Probe::expectation).orElse(null),
                seen.decides().contains(result.probe()),
                seen.decides().getFirst().equals(result.probe()),
                millis(result.interval() == null ? seen.interval() : result.interval()),
                millis(seen.timeout()),
                result.total(),
                result.bad(),
                result.slow(),
                result.outages().size(),
                result.outages().stream().mapToInt(Outage::flaps).sum(),
                result.outages().stream().mapToDouble(Outage::lastedLoSec).sum(),
                togetherHiSec(result.outages()),
                rto.map(Rto::loSec).orElse(null),
                rto.map(Rto::hiSec).orElse(null),
                firstGood
                        .map(at ->
                                since(seen, at.loNs(), injection.orElseThrow().confirmed()))
                        .orElse(null),
                firstGood
                        .map(at ->
                                since(seen, at.hiNs(), injection.orElseThrow().requested()))
                        .orElse(null),
                latency(answers, Answers::before, Latency::p50),
                latency(answers, Answers::before, Latency::p99),
                latency(answers, Answers::during, Latency::p50),
                latency(answers, Answers::during, Latency::p99),
                latency(answers, Answers::after, Latency::p50),
                latency(answers, Answers::after, Latency::p99),
                result.lagP50Us() / 1e3,
                result.lagP99Us() / 1e3,
                result.lagMaxUs() / 1e3,
                result.late(),
                result.gaps().size());
    }

    private static @Nullable Double togetherHiSec(List<Outage> outages) {
        return outages.stream().allMatch(Outage::recovered)
                ? Double.valueOf(outages.stream()
                        .map(Outage::lastedHiSec)
                        .mapToDouble(hi -> hi == null ? 0 : hi)
                        .sum())
                : null;
    }

    private static double since(Observation seen, long monoNs, Stamp fault) {
        return Math.max(0, seen.began().at(monoNs).secondsSince(fault));
    }

    private static @Nullable Double latency(
            Optional<Answers> answers, Function<Answers, Latency> span, Function<Latency, Duration> figure) {
        return answers.map(span)
                .filter(latency -> latency.count() > 0)
                .map(figure)
                .map(ProbeRow::millis)
                .orElse(null);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
