package dev.hadrill.starter.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillEvent.LedgerRead;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.phase.PhaseSpan;
import dev.hadrill.workflows.phase.RtoPhase;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastLinesTest {
    private static final Stamp AT = Stamp.now();

    @Test
    void phasesAreOneLineAndEveryStoreIsOne() {
        StoreLedger redis = new StoreLedger("redis", true, null, 50, 40, 9, 1, null, 0, 0, 1, 0, null, null, true);
        StoreLedger postgres =
                new StoreLedger("postgres", false, "refused", 50, 40, 9, 1, null, 0, 0, 0, 0, null, null, true);

        assertThat(LastLines.of(
                        drill(new LedgerRead(AT, LedgerRead.When.AFTER_RESTORATION, List.of(redis, postgres))),
                        List.of(
                                new PhaseSpan(RtoPhase.DETECTION, 0, 5.12, 0, "agreed"),
                                new PhaseSpan(RtoPhase.PROMOTION, 5.12, 5.35, 0, "takes writes"))))
                .containsExactly(
                        "phases    detection 5.1 s · promotion 0.2 s",
                        "ledger    redis lost 0 of 40 acknowledged writes",
                        "ledger    postgres could not be read: refused");
    }

    @Test
    void aDrillThatMeasuredNothingHasNone() {
        assertThat(LastLines.of(drill(new DrillEvent.LeaseTaken(AT, "stack/freesdn"))))
                .isEmpty();
        assertThat(LastLines.of(drill(new DrillEvent.LedgerLost(AT, "no client"))))
                .containsExactly("ledger    lost: no client");
    }

    private static DrillState drill(DrillEvent event) {
        return new DrillState("d1", "w1", List.of(event));
    }
}
