package dev.hadrill.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.finding.Findings;
import dev.hadrill.workflows.phase.PhaseSpan;
import dev.hadrill.workflows.phase.RtoPhase;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DerivedRowsTest {
    private final HistoryDatabase database = Postgres.newHistory();
    private final JdbiDrillHistory history = new JdbiDrillHistory(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void foldingTheStoredEventsGivesTheDerivedRowsAgain() {
        history.persist(MeasuredDrills.measured("d1", "1.4.0", Verdict.FAILED));

        DrillState folded = history.events("d1").orElseThrow();
        assertThat(rows("drill_probe", ProbeRow.class)).hasSize(2).isEqualTo(ProbeRow.of(folded));
        assertThat(rows("drill_outage", OutageRow.class)).hasSize(2).isEqualTo(OutageRow.of(folded));
        assertThat(rows("drill_ledger", LedgerRow.class)).hasSize(4).isEqualTo(LedgerRow.of(folded));
        assertThat(rows("drill_finding", FindingRow.class))
                .isNotEmpty()
                .isEqualTo(FindingRow.of(folded, Findings.of(folded)));
        assertThat(rows("drill_phase", PhaseRow.class))
                .hasSizeGreaterThan(2)
                .isEqualTo(PhaseRow.of("d1", folded.phases()));
        assertThat(rows("drill_phase", PhaseRow.class).stream()
                        .mapToDouble(PhaseRow::durationSec)
                        .sum())
                .isCloseTo(Objects.requireNonNull(folded.summary().rtoSec()), within(1e-6));
        assertThat(history.find("d1")).contains(folded.summary());
    }

    @Test
    void persistingAgainAndAnOlderStateChangeNothing() {
        DrillState drill = MeasuredDrills.measured("d1", null, Verdict.FAILED);
        history.persist(drill);
        List<LedgerRow> ledger = rows("drill_ledger", LedgerRow.class);

        history.persist(drill);
        history.persist(Drills.begun("d2", "api_kill"));
        history.persist(MeasuredDrills.observed("d1", null));

        assertThat(rows("drill_ledger", LedgerRow.class)).isEqualTo(ledger);
        assertThat(rows("drill_probe", ProbeRow.class)).hasSize(2);
    }

    @Test
    void whatIsKnownLaterReplacesWhatWasDerivedBefore() {
        history.persist(MeasuredDrills.observed("d1", null));
        assertThat(rows("drill_probe", ProbeRow.class)).hasSize(2);
        assertThat(rows("drill_ledger", LedgerRow.class)).isEmpty();

        history.persist(MeasuredDrills.measured("d1", null, Verdict.INCONCLUSIVE));

        assertThat(rows("drill_ledger", LedgerRow.class)).hasSize(4);
        assertThat(history.find("d1").orElseThrow())
                .extracting(DrillSummary::lostWrites, DrillSummary::lostSec)
                .containsExactly(3, 0.25);
    }

    @Test
    void aProbesRowSaysWhatItAskedAndWhatItSawFromTheFaultOn() {
        history.persist(MeasuredDrills.measured("d1", null, Verdict.FAILED));

        ProbeRow leading = rows("drill_probe", ProbeRow.class).getFirst();
        assertThat(leading.question()).isEqualTo("http://127.0.0.1:18080/ready");
        assertThat(leading.decides() && leading.leads()).isTrue();
        assertThat(leading.intervalMs()).isEqualTo(20);
        assertThat(leading.rtoLoSec()).isCloseTo(5.8, within(1e-6));
        assertThat(leading.rtoHiSec()).as("the gap widens it").isCloseTo(12.5, within(1e-6));
        assertThat(leading.firstGoodLoSec()).isCloseTo(4.8, within(1e-6));
        assertThat(leading.firstGoodHiSec()).isCloseTo(5.1, within(1e-6));
        assertThat(leading.duringP50Ms()).as("no answer came").isNull();
        assertThat(leading.afterP50Ms()).isEqualTo(3.5);
        ProbeRow other = rows("drill_probe", ProbeRow.class).getLast();
        assertThat(other.expectation()).isEqualTo("HTTP 200 with /checks/redis = ok");
        assertThat(other.decides() || other.leads()).isFalse();
        assertThat(other.intervalMs()).isEqualTo(100);
        assertThat(other.outageHiSec()).as("it was not over").isNull();
        assertThat(other.rtoHiSec()).isNull();
    }

    @Test
    void anOutagesInstantsKeepTheirMicrosecondsAndHoldTheTruth() {
        history.persist(MeasuredDrills.measured("d1", null, Verdict.FAILED));

        OutageRow outage = rows("drill_outage", OutageRow.class).getFirst();
        assertThat(outage.startLo()).isEqualTo(Instant.parse("2026-06-05T14:30:03.173456Z"));
        assertThat(outage.startHi()).as("rounded up").isEqualTo(Instant.parse("2026-06-05T14:30:03.223457Z"));
        assertThat(outage.durationLoSec()).isCloseTo(5.9, within(1e-6));
        assertThat(rows("drill_outage", OutageRow.class).getLast())
                .extracting(OutageRow::endHi, OutageRow::durationHiSec, OutageRow::firstGoodLo)
                .containsOnlyNulls();
    }

    @Test
    void theLedgerHasBothReadingsAndTheLogBesideThem() {
        history.persist(MeasuredDrills.measured("d1", null, Verdict.FAILED));

        assertThat(rows("drill_ledger", LedgerRow.class))
                .extracting(LedgerRow::reading, LedgerRow::store, LedgerRow::lost, LedgerRow::walAgrees)
                .containsExactly(
                        tuple("after_recovery", "postgres", 3, null),
                        tuple("after_recovery", "redis", 0, null),
                        tuple("after_restoration", "postgres", 3, true),
                        tuple("after_restoration", "redis", 0, null));
    }

    @Test
    void anObservationHasARowOfEachKindThatItMeasuredAndNoVerdict() {
        history.persist(MeasuredDrills.watched("w1"));

        assertThat(history.find("w1").orElseThrow())
                .extracting(
                        DrillSummary::scenario, DrillSummary::verdict, DrillSummary::rtoBudgetSec, DrillSummary::rtoSec)
                .containsExactly("observe", null, null, null);
        assertThat(rows("drill_outage", OutageRow.class)).hasSize(2);
        assertThat(rows("drill_probe", ProbeRow.class))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.rtoLoSec()).isNull());
    }

    @Test
    void phasesKeepTheirOrder() {
        history.persist(Drills.begun("d1", "redis_kill"));
        List<PhaseRow> phases = PhaseRow.of(
                "d1",
                List.of(
                        new PhaseSpan(RtoPhase.DETECTION, 0, 5.1, 0.01, "+odown of redis-sentinel-2"),
                        new PhaseSpan(RtoPhase.PROMOTION, 5.1, 5.3, 0.01, "redis-replica takes writes"),
                        new PhaseSpan(RtoPhase.UNATTRIBUTED, 5.3, 5.5, 0.02, "nothing that was seen")));

        database.use(handle -> DerivedRows.insert(handle, "drill_phase", phases));

        assertThat(rows("drill_phase", PhaseRow.class)).isEqualTo(phases);
    }

    private <T> List<T> rows(String table, Class<T> type) {
        String order = switch (table) {
            case "drill_ledger" -> "reading, store";
            case "drill_phase", "drill_finding" -> "seq";
            default -> "probe DESC";
        };
        return database.in(handle -> handle.createQuery("SELECT * FROM %s ORDER BY %s".formatted(table, order))
                .map(ConstructorMapper.of(type))
                .list());
    }
}
