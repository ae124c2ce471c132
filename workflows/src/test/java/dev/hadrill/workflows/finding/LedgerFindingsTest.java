package dev.hadrill.workflows.finding;

import static dev.hadrill.workflows.finding.Drilled.at;
import static dev.hadrill.workflows.finding.Drilled.ledger;
import static dev.hadrill.workflows.finding.Drilled.only;
import static dev.hadrill.workflows.finding.Drilled.recovered;
import static dev.hadrill.workflows.finding.Drilled.split;
import static dev.hadrill.workflows.finding.Drilled.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.ledger.RpoBudget;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.ledger.WalLoss;
import dev.hadrill.workflows.observation.Observation.End;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerFindingsTest {
    @Test
    void writesToTwoServersAreCriticalWhicheverReadingSawThem() {
        Finding found = only(recovered().read(split()).read(ledger("redis", 0, null, true)));

        assertThat(found.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(found.code()).isEqualTo("split_brain_writes");
        assertThat(found.subject()).isEqualTo("redis");
        assertThat(found.what()).contains("40 writes", "0.8 s", "39 of them are gone");
    }

    @Test
    void lostWritesWeighAsTheirBudgetSays() {
        StoreLedger lost = ledger("postgres", 3, null, true);
        RpoBudget enough = new RpoBudget(3, Duration.ofSeconds(1));
        RpoBudget fewer = new RpoBudget(2, Duration.ofSeconds(1));
        RpoBudget later = new RpoBudget(3, Duration.ofMillis(100));

        assertThat(lostWrites(fewer, lost).severity()).isEqualTo(Severity.HIGH);
        assertThat(lostWrites(fewer, lost).what())
                .isEqualTo("postgres lost 3 of 890 acknowledged writes, the earliest 0.25 s before the fault;"
                        + " over the budget of 2 writes and 1.0 s");
        assertThat(lostWrites(later, lost).severity()).isEqualTo(Severity.HIGH);
        assertThat(lostWrites(enough, lost).severity()).isEqualTo(Severity.LOW);
        assertThat(lostWrites(null, lost).severity()).isEqualTo(Severity.LOW);
        assertThat(lostWrites(null, lost).remedy()).contains("rpo_budget");
    }

    @Test
    void whatTheLaterReadingHasBackIsNotLost() {
        assertThat(recovered()
                        .read(ledger("redis", 3, null, true))
                        .read(ledger("redis", 0, null, true))
                        .findings())
                .isEmpty();
    }

    @Test
    void aLedgerThatCannotTellIsUncertain() {
        WalLoss log = new WalLoss(3, "0/5000060", 9, 9, null);
        StoreLedger unreadable =
                new StoreLedger("redis", false, "refused", 9, 9, 0, 0, null, 0, 0, 0, 0, null, null, true);

        assertThat(only(recovered().read(unreadable)).what()).isEqualTo("redis could not be read: refused");
        assertThat(only(recovered().read(ledger("redis", 0, null, false))).what())
                .contains("losses may be more");
        assertThat(only(recovered().read(ledger("redis", 0, log, true))).what()).contains("disagree");
        assertThat(only(recovered()
                                .read(ledger("redis", 0, null, true))
                                .and(new DrillEvent.LedgerLost(at(62), "no client")))
                        .what())
                .isEqualTo("what was lost is not known: no client");
    }

    private static Finding lostWrites(@Nullable RpoBudget budget, StoreLedger store) {
        return only(new Drilled(budget)
                .injected()
                .users(until(6.5))
                .observed(End.STABLE)
                .read(store));
    }
}
