package dev.hadrill.workflows.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.ledger.Write.Outcome;
import dev.hadrill.workflows.ledger.Write.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Whatever a store does with what it is given, the reconciliation says it. */
class ReconciliationPropertyTest {
    private static final String SEED = "4";

    @Property(tries = 500, seed = SEED, shrinking = ShrinkingMode.OFF)
    void everyFateIsCounted(@ForAll long seed, @ForAll @IntRange(max = 100) int lostPercent) {
        SimulatedStore truth = new SimulatedStore(seed, lostPercent);

        StoreLedger found = truth.reconciled(seed);

        assertThat(found.sent()).isEqualTo(truth.writes.size());
        assertThat(found.acknowledged()).isEqualTo(truth.told.getOrDefault(Outcome.ACKNOWLEDGED, 0));
        assertThat(found.failed()).isEqualTo(truth.told.getOrDefault(Outcome.FAILED, 0));
        assertThat(found.indeterminate()).isEqualTo(truth.told.getOrDefault(Outcome.INDETERMINATE, 0));
        assertThat(found.lostWrites()).isEqualTo(truth.lost.size());
        assertThat(found.duplicated()).isEqualTo(truth.duplicated);
        assertThat(found.reordered()).isEqualTo(truth.reordered);
        assertThat(found.indeterminatePresent()).isEqualTo(truth.indeterminatePresent);
        assertThat(found.unrecorded()).isEqualTo(truth.unrecorded);
        assertThat(found.splitBrain()).isNull();
    }

    @Property(tries = 300, seed = SEED, shrinking = ShrinkingMode.OFF)
    void theEarliestLostAcknowledgementGivesTheSeconds(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int lostPercent) {
        SimulatedStore truth = new SimulatedStore(seed, lostPercent);
        Write earliest = truth.earliestLost();

        StoreLedger found = truth.reconciled(seed);

        if (earliest == null) {
            assertThat(found.lost()).isNull();
            assertThat(found.lostSeconds()).isZero();
        } else {
            double back = (SimulatedStore.FAULT_NS - earliest.doneNs()) / 1e9;
            assertThat(found.lostSeconds()).isEqualTo(Math.max(0, back));
            assertThat(found.lost().first()).isEqualTo(earliest.writer() + "/" + earliest.sequence());
        }
    }

    @Property(tries = 200, seed = SEED, shrinking = ShrinkingMode.OFF)
    void theOrderOfTheRecordDoesNotMatter(@ForAll long seed) {
        SimulatedStore truth = new SimulatedStore(seed, 30);
        StoreLedger before = truth.reconciled(seed);
        Collections.shuffle(truth.writes, new Random(seed));

        assertThat(truth.reconciled(seed + 1)).isEqualTo(before);
    }

    @Property(tries = 200, seed = SEED, shrinking = ShrinkingMode.OFF)
    void aLedgerIsTheSameAfterItsJournal(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int pages) {
        SimulatedStore truth = new SimulatedStore(seed, 30);
        List<LedgerPage> cut = new ArrayList<>();
        for (int page = 0; page < pages; page++) {
            int from = truth.writes.size() * page / pages;
            int to = truth.writes.size() * (page + 1) / pages;
            cut.add(new LedgerPage(
                    page == pages - 1, 0, page == 0 ? truth.sessions : List.of(), truth.writes.subList(from, to)));
        }

        LedgerRecord record = LedgerRecord.of("store", Pages.of("store", 1, cut));

        assertThat(record.complete()).isTrue();
        assertThat(record.writes()).isEqualTo(truth.writes);
        assertThat(record.sessions()).isEqualTo(truth.sessions);
        assertThat(record.writes()).allMatch(write -> write.side() == Side.APPLICATION);
    }
}
