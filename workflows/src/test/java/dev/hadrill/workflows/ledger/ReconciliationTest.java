package dev.hadrill.workflows.ledger;

import static dev.hadrill.workflows.ledger.Write.Outcome.ACKNOWLEDGED;
import static dev.hadrill.workflows.ledger.Write.Outcome.INDETERMINATE;
import static dev.hadrill.workflows.ledger.Write.Side.APPLICATION;
import static dev.hadrill.workflows.ledger.Write.Side.BESIDE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.ledger.StoreLedger.SplitBrain;
import dev.hadrill.workflows.ledger.Write.Outcome;
import dev.hadrill.workflows.ledger.Write.Side;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final long MS = 1_000_000;

    @Test
    void whatTheOldServerTookAfterTheNewOneIsSplitBrain() {
        List<Session> sessions = List.of(
                new Session(APPLICATION, 1, "a"), new Session(APPLICATION, 2, "b"), new Session(BESIDE, 1, "a"));
        List<Write> writes = List.of(
                write(APPLICATION, 1, 1, 10, ACKNOWLEDGED),
                write(BESIDE, 1, 1, 11, ACKNOWLEDGED),
                write(APPLICATION, 2, 1, 20, ACKNOWLEDGED),
                write(BESIDE, 1, 2, 30, ACKNOWLEDGED),
                write(BESIDE, 1, 3, 530, ACKNOWLEDGED),
                write(BESIDE, 1, 4, 540, INDETERMINATE));
        List<Row> rows = List.of(
                new Row(APPLICATION, 1, 1), new Row(BESIDE, 1, 1), new Row(APPLICATION, 2, 1), new Row(BESIDE, 1, 2));

        StoreLedger found = reconcile(new LedgerRecord(sessions, writes, Set.of()), rows);

        assertThat(found.splitBrain()).isEqualTo(new SplitBrain(2, 1, 0.5));
        assertThat(found.sent()).as("the application's side alone").isEqualTo(2);
        assertThat(found.lost()).as("the application's side alone").isNull();
    }

    @Test
    void oneServerThatTakesAllIsNoSplitBrain() {
        List<Session> sessions = List.of(new Session(APPLICATION, 1, "a"), new Session(BESIDE, 1, "a"));
        List<Write> writes = List.of(write(APPLICATION, 1, 1, 10, ACKNOWLEDGED), write(BESIDE, 1, 1, 11, ACKNOWLEDGED));

        assertThat(reconcile(new LedgerRecord(sessions, writes, Set.of()), List.of())
                        .splitBrain())
                .isNull();
    }

    @Test
    void theSecondsBeforeTheFaultAreNeverNegative() {
        LedgerRecord record = new LedgerRecord(
                List.of(),
                List.of(write(APPLICATION, 1, 1, 9_000, ACKNOWLEDGED)),
                Set.of()); // acknowledged after the fault

        StoreLedger found = reconcile(record, List.of());

        assertThat(found.lostWrites()).isOne();
        assertThat(found.lostSeconds()).isZero();
    }

    @Test
    void withoutAFaultNothingIsSecondsBack() {
        LedgerRecord record =
                new LedgerRecord(List.of(), List.of(write(APPLICATION, 1, 1, 10, ACKNOWLEDGED)), Set.of());

        assertThat(new Reconciliation(record, List.of(), null, null).of("s").lostSeconds())
                .isZero();
    }

    @Test
    void whatCannotBeReadIsSaidAndCountsNothingAsLost() {
        LedgerRecord record =
                new LedgerRecord(List.of(), List.of(write(APPLICATION, 1, 1, 10, ACKNOWLEDGED)), Set.of());

        StoreLedger found = Reconciliation.unreadable("s", record, null, "no master");

        assertThat(found.readable()).isFalse();
        assertThat(found.words()).isEqualTo("s could not be read: no master");
        assertThat(found.acknowledged()).isOne();
        assertThat(found.lostWrites()).isZero();
        assertThat(Rpo.of(List.of(found))).isEmpty();
    }

    @Test
    void anAttemptThatDidNotCloseItsRecordLeavesItIncomplete() {
        LedgerPage first = new LedgerPage(false, 0, List.of(), List.of());
        LedgerPage last = new LedgerPage(true, 0, List.of(), List.of());
        List<Segment> died = Pages.of("s", 1, List.of(first));
        List<Segment> whole = Pages.of("s", 2, List.of(first, last));

        assertThat(LedgerRecord.of("s", whole).complete()).isTrue();
        assertThat(LedgerRecord.of(
                                "s",
                                Stream.concat(died.stream(), whole.stream()).toList())
                        .complete())
                .isFalse();
        assertThat(LedgerRecord.of("s", List.of(whole.getLast())).complete())
                .as("a page is missing")
                .isFalse();
        assertThat(LedgerRecord.of("other", died).complete())
                .as("another store's")
                .isTrue();
    }

    @Test
    void whatADeadWorkerDidNotRecordItsClientsRemember() {
        Session recorded = new Session(APPLICATION, 100_001, "a");
        Session unheard = new Session(APPLICATION, 100_002, "a");
        Write last = write(APPLICATION, 100_001, 2, 40, ACKNOWLEDGED);
        LedgerRecord torn = new LedgerRecord(
                List.of(recorded), List.of(write(APPLICATION, 100_001, 1, 20, ACKNOWLEDGED), last), Set.of(1));

        LedgerRecord found = torn.completedBy(List.of(
                new Remembered(recorded, List.of(ACKNOWLEDGED, ACKNOWLEDGED, ACKNOWLEDGED)),
                new Remembered(unheard, List.of(INDETERMINATE))));

        assertThat(found.complete()).isTrue();
        assertThat(found.sessions()).containsExactly(recorded, unheard);
        assertThat(found.writes())
                .endsWith(
                        last,
                        new Write(APPLICATION, 100_001, 3, 40 * MS, 40 * MS, ACKNOWLEDGED),
                        new Write(APPLICATION, 100_002, 1, 40 * MS, 40 * MS, INDETERMINATE));
    }

    @Test
    void clientsThatDoNotRememberEverySessionLeaveTheRecordOpen() {
        Session one = new Session(APPLICATION, 100_001, "a");
        Session other = new Session(APPLICATION, 100_002, "a");
        LedgerRecord torn = new LedgerRecord(List.of(one, other), List.of(), Set.of(1));

        assertThat(torn.completedBy(List.of(new Remembered(one, List.of()))).complete())
                .isFalse();
        assertThat(torn.completedBy(List.of()).complete()).isFalse();
        assertThat(new LedgerRecord(List.of(), List.of(), Set.of(1))
                        .completedBy(List.of())
                        .complete())
                .as("nothing is known of what it wrote")
                .isFalse();
    }

    @Test
    void theLogIsTakenFromTheReadingThatSucceeded() {
        WalLoss failed = new WalLoss(1, "", 0, 0, "no pg_waldump");
        WalLoss read = new WalLoss(1, "0/3000060", 24, 20, null);
        List<Segment> segments = new ArrayList<>();
        for (WalLoss loss : List.of(failed, read, failed)) {
            segments.add(new Segment(
                    "drill",
                    Segment.walLoss("s"),
                    1,
                    segments.size(),
                    Json.write(loss).getBytes(StandardCharsets.UTF_8)));
        }

        assertThat(LedgerRecord.walLoss("s", segments)).contains(read);
        assertThat(LedgerRecord.walLoss("s", segments.subList(0, 1))).contains(failed);
        assertThat(LedgerRecord.walLoss("other", segments)).isEmpty();
    }

    @Test
    void namesAreMadeOfAHashAloneWhateverTheDrillIsCalled() {
        String evil = "x'; DROP TABLE users; --";

        assertThat(LedgerNames.table(evil, APPLICATION)).matches("hadrill_ledger\\.d_[0-9a-f]{16}_application");
        assertThat(LedgerNames.keys(evil, BESIDE)).matches("hadrill:ledger:[0-9a-f]{16}:beside:");
        assertThat(LedgerNames.table(evil, APPLICATION)).isNotEqualTo(LedgerNames.table("y", APPLICATION));
    }

    private static StoreLedger reconcile(LedgerRecord record, List<Row> rows) {
        return new Reconciliation(record, rows, SimulatedStore.injection(), null).of("s");
    }

    private static Write write(Side side, int writer, long sequence, long doneMs, Outcome outcome) {
        return new Write(side, writer, sequence, (doneMs - 1) * MS, doneMs * MS, outcome);
    }
}
