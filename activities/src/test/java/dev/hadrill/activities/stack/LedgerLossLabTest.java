package dev.hadrill.activities.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.activities.docker.Await;
import dev.hadrill.activities.docker.ReplicationBrake.Held;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.fault.KillBehindReplication;
import dev.hadrill.workflows.ledger.LedgerRecord;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.ledger.Write;
import dev.hadrill.workflows.ledger.Write.Outcome;
import dev.hadrill.workflows.ledger.Write.Side;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.Role;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loses acknowledged writes in a running, whole lab, and sees exactly those reported. */
@Tag("lab")
@Timeout(240)
class LedgerLossLabTest {
    private final Lab lab = new Lab();
    private final LedgerLab ledger = new LedgerLab(lab);
    private Held brake = () -> {};
    private boolean healed;

    @AfterEach
    void close() {
        ledger.stop();
        if (!healed) {
            lab.heal(null);
        }
        ledger.close();
        lab.close();
    }

    @Test
    void exactlyWhatTheStandbyNeverReceivedIsLostAndTheDeadPrimarysLogAgrees() {
        Member primary = lab.target("postgres", Role.PRIMARY);
        List<Write> doomed = writeBehind(primary);
        Injection injection = killBehind(primary);
        Promotion promotion = lab.promote();

        StoreLedger afterRecovery = ledger.readBack(injection).get("postgres");
        assertLost(afterRecovery, doomed, injection);
        lab.assertWhole(lab.heal(ledger.request.drillId(), promotion, primary));
        healed = true;
        StoreLedger afterRestoration = ledger.readBack(injection).get("postgres");

        assertLost(afterRestoration, doomed, injection);
        assertThat(afterRestoration.walLoss()).isNotNull();
        assertThat(afterRestoration.walLoss().problem()).isNull();
        assertThat(afterRestoration.walLoss().ledgerCommits()).isEqualTo(doomed.size());
        assertThat(afterRestoration.walLoss().commits()).isGreaterThanOrEqualTo(doomed.size());
        assertThat(afterRestoration.agreesWithWal()).isTrue();
        assertThat(lab.psql(promotion.standby().service(), "SHOW primary_slot_name")
                        .stdout())
                .isBlank();
    }

    @Test
    void exactlyWhatTheReplicaNeverReceivedIsLost() {
        Member master = lab.target("redis", Role.MASTER);
        List<Write> doomed = writeBehind(master);
        Injection injection = killBehind(master);
        awaitMaster(master.service());

        assertLost(ledger.readBack(injection).get("redis"), doomed, injection);
        lab.assertWhole(lab.heal(ledger.request.drillId(), null, master));
        healed = true;
        assertLost(ledger.readBack(injection).get("redis"), doomed, injection);
    }

    /** The fault itself, with the ledger running through it. */
    @Test
    void aKillBehindReplicationLosesWhatWasAcknowledgedWhileItWasHeld() {
        ledger.write(1);
        Member primary = lab.target("postgres", Role.PRIMARY);
        Injection injection = lab.inject(new KillBehindReplication(Duration.ofSeconds(2)), primary);
        Promotion promotion = lab.promote();
        awaitAcknowledgedSince("postgres", injection);
        ledger.stop();
        lab.assertWhole(lab.heal(ledger.request.drillId(), promotion, primary));
        healed = true;

        StoreLedger postgres = ledger.readBack(injection).get("postgres");
        assertThat(postgres.lostWrites()).isBetween(80, 200); // 2 s at 50 a second, and what holding takes
        assertThat(postgres.lostSeconds()).isBetween(1.9, 4.0);
        assertThat(postgres.agreesWithWal()).as(postgres.toString()).isTrue();
        assertThat(postgres.splitBrain()).isNull();
        assertThat(ledger.readBack(injection).get("redis").lostWrites()).isZero();
    }

    /** Writes that the followers have, and then some that they have not. */
    private List<Write> writeBehind(Member target) {
        String component = target.component();
        ledger.write(1);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> acknowledged(component, 1).size() > 50);
        ledger.stop();
        brake = new Followers().hold(lab.engine(), lab.stack, target);
        ledger.write(2);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> acknowledged(component, 2).size() > 50);
        ledger.stop();
        return acknowledged(component, 2);
    }

    private Injection killBehind(Member target) {
        try (Held held = brake) {
            Lab.say("behind: " + held);
            return lab.kill(target);
        }
    }

    private List<Write> acknowledged(String store, int attempt) {
        return ledger.record(store).writes().stream()
                .filter(write -> write.side() == Side.APPLICATION && write.outcome() == Outcome.ACKNOWLEDGED)
                .filter(write -> write.writer() / LedgerRecord.WRITERS_PER_ATTEMPT == attempt)
                .sorted(Comparator.comparingLong(Write::doneNs))
                .toList();
    }

    private void awaitAcknowledgedSince(String store, Injection injection) {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> acknowledged(store, 1).getLast().doneNs()
                        > injection.confirmed().monoNs());
    }

    private void awaitMaster(String old) {
        assertThat(Await.until(Duration.ofSeconds(40), () -> {
                    Member seen = lab.guard("redis", Role.MASTER).target();
                    return seen != null && !seen.service().equals(old);
                }))
                .isTrue();
    }

    private static void assertLost(StoreLedger store, List<Write> doomed, Injection injection) {
        assertThat(store.readable()).as(store.toString()).isTrue();
        assertThat(store.lost()).as(store.toString()).isNotNull();
        assertThat(store.lost().count()).isEqualTo(doomed.size());
        assertThat(store.lost().first()).isEqualTo(name(doomed.getFirst()));
        assertThat(store.lost().last()).isEqualTo(name(doomed.getLast()));
        double back = (injection.requested().monoNs() - doomed.getFirst().doneNs()) / 1e9;
        assertThat(store.lost().secondsBack()).isEqualTo(back);
        assertThat(store.duplicated() + store.reordered() + store.unrecorded()).isZero();
    }

    private static String name(Write write) {
        return write.writer() + "/" + write.sequence();
    }
}
