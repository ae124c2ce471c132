package dev.hadrill.db;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row of {@code drill_outage}, whose columns the migration explains. */
public record OutageRow(
        String drillId,
        String probe,
        int seq,
        Instant startLo,
        Instant startHi,
        @Nullable Instant firstGoodLo,
        @Nullable Instant firstGoodHi,
        @Nullable Instant endLo,
        @Nullable Instant endHi,
        double durationLoSec,
        @Nullable Double durationHiSec,
        int flaps,
        int badProbes) {
    private static final long ALMOST_A_MICROSECOND_NS = 999;

    static List<OutageRow> of(DrillState drill) {
        return drill.observation().stream()
                .flatMap(seen -> seen.probes().stream().flatMap(probe -> of(drill.drillId(), seen.began(), probe)))
                .toList();
    }

    private static Stream<OutageRow> of(String drillId, Stamp began, ProbeResult probe) {
        return IntStream.range(0, probe.outages().size())
                .mapToObj(seq ->
                        of(drillId, probe.probe(), seq, began, probe.outages().get(seq)));
    }

    private static OutageRow of(String drillId, String probe, int seq, Stamp began, Outage outage) {
        return new OutageRow(
                drillId,
                probe,
                seq,
                lo(began, outage.start()),
                hi(began, outage.start()),
                outage.firstGood() == null ? null : lo(began, outage.firstGood()),
                outage.firstGood() == null ? null : hi(began, outage.firstGood()),
                outage.end() == null ? null : lo(began, outage.end()),
                outage.end() == null ? null : hi(began, outage.end()),
                outage.lastedLoSec(),
                outage.lastedHiSec(),
                outage.flaps(),
                outage.badProbes());
    }

    private static Instant lo(Stamp began, Bounds bounds) {
        return began.at(bounds.loNs()).wall();
    }

    /** A stamp is rounded down to what Postgres keeps; this bound must be rounded up. */
    private static Instant hi(Stamp began, Bounds bounds) {
        return began.at(bounds.hiNs() + ALMOST_A_MICROSECOND_NS).wall();
    }
}
