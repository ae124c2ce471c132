package dev.hadrill.activities.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.activities.docker.Await;
import dev.hadrill.activities.docker.Parallel;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Breaks a running, whole lab, and sees it made whole. */
@Tag("lab")
class RestorationLabTest {
    private final Lab lab = new Lab();

    @BeforeEach
    void say(TestInfo test) {
        if (!lab.guard("redis", Role.MASTER).passed()) {
            lab.assertWhole(lab.heal(null)); // what an earlier test that failed has left
        }
        Lab.say("--- " + test.getDisplayName());
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void killedMasterComesBackAsTheOnlyReplica() {
        Member master = lab.target("redis", Role.MASTER);
        lab.kill(master);
        // 5 s down-after, and the election
        assertThat(Await.until(
                        Duration.ofSeconds(40),
                        () -> lab.guard("redis", Role.MASTER).target() != null))
                .isTrue();

        Restoration restoration = lab.heal(null, master);

        lab.assertWhole(restoration);
        assertThat(lab.target("redis", Role.MASTER).service()).isNotEqualTo(master.service());
    }

    @Test
    void masterHealedBeforeTheFailoverStaysMasterOrFollows() {
        Member master = lab.target("redis", Role.MASTER);
        lab.kill(master);

        lab.assertWhole(lab.heal(null, master));
    }

    @Test
    void killedReplicaIsStarted() {
        Member active = lab.target("api", Role.ACTIVE);
        lab.kill(active);

        lab.assertWhole(lab.heal(null, active));
    }

    @Test
    void killedPrimaryWithoutAPromotionIsStartedAgain() {
        Member primary = lab.target("postgres", Role.PRIMARY);
        lab.kill(primary);

        lab.assertWhole(lab.heal(null, primary));
        assertThat(lab.target("postgres", Role.PRIMARY).service()).isEqualTo(primary.service());
    }

    @Test
    void promotedThereAndBackAgainTheOldPrimaryRejoins() {
        for (int turn = 0; turn < 2; turn++) {
            Member primary = lab.target("postgres", Role.PRIMARY);
            lab.kill(primary);
            Promotion promotion = lab.promote();

            lab.assertWhole(lab.heal(promotion, primary));
            assertThat(lab.target("postgres", Role.PRIMARY).service())
                    .isEqualTo(promotion.standby().service());
        }
    }

    @Test
    void anIntentWithoutAPromotionIsCompletedForward() {
        Member primary = lab.target("postgres", Role.PRIMARY);
        lab.kill(primary);
        Promotion intent = lab.runbook.preflight(lab.stack);

        lab.assertWhole(lab.heal(intent, primary));
        assertThat(lab.target("postgres", Role.PRIMARY).service()).isNotEqualTo(primary.service());
    }

    @Test
    void theOlderOfTwoPrimariesIsFencedAndRejoined() {
        Member primary = lab.target("postgres", Role.PRIMARY);
        lab.kill(primary);
        lab.promote();
        lab.engine().start(primary.containerId());

        Restoration restoration = lab.heal(null);

        lab.assertWhole(restoration);
        assertThat(restoration.done()).anySatisfy(done -> assertThat(done).startsWith("fenced"));
        assertThat(lab.instance(primary.service()).restartPolicy()).isEqualTo("unless-stopped");
    }

    @Test
    void everythingDeadAtOnceComesBack() {
        for (String service :
                new String[] {"postgres", "postgres-standby", "redis-sentinel-2", "worker", "ha-lb", "api-2"}) {
            lab.engine().kill(lab.instance(service).id());
        }

        lab.assertWhole(lab.heal(null));
    }

    @Test
    void anotherIncarnationIsNeverKilled() {
        Member active = lab.target("api", Role.ACTIVE);
        lab.kill(active);
        lab.engine().start(active.containerId());

        assertThatThrownBy(() -> lab.kill(active)).hasMessageContaining("another is not touched");
        lab.assertWhole(lab.heal(null));
    }

    @Test
    void theGuardNamesWhatIsNotRedundant() {
        lab.engine().kill(lab.instance("redis-sentinel-3").id());

        assertThatThrownBy(() -> lab.target("postgres", Role.PRIMARY))
                .hasMessageContaining("redundancy: redis: redis-sentinel-3 is down");
        lab.assertWhole(lab.heal(null));
    }

    @Test
    void anOldPrimaryWithWritesOfItsOwnIsRewound() {
        Member primary = lab.target("postgres", Role.PRIMARY);
        lab.kill(primary);
        Promotion promotion = lab.promote();
        lab.engine().start(primary.containerId());
        String table = "CREATE TABLE diverged AS SELECT generate_series(1, 50000) AS n";
        assertThat(Await.until(
                        Duration.ofSeconds(20),
                        () -> lab.psql(primary.service(), table).ok()))
                .isTrue();

        Restoration restoration = lab.heal(promotion, primary);

        lab.assertWhole(restoration);
        assertThat(restoration.done())
                .contains("rejoined %s to %s by pg_rewind"
                        .formatted(primary.service(), promotion.standby().service()));
        assertThat(lab.psql(primary.service(), "SELECT * FROM diverged LIMIT 1").complaint())
                .contains("does not exist");
    }

    @Test
    void whatCannotBeRewoundIsCopied() {
        Member standby = lab.target("postgres", Role.STANDBY);
        lab.kill(standby);
        lab.inVolume(standby.service(), "rm \"$PGDATA/standby.signal\"");

        Restoration restoration = lab.heal(null, standby);

        lab.assertWhole(restoration);
        assertThat(restoration.done())
                .anySatisfy(done -> assertThat(done).startsWith("pg_rewind of").contains("only a copy helps"))
                .anySatisfy(done -> assertThat(done).endsWith("by pg_basebackup"));
    }

    @Test
    void noSuperuserSecretIsLeftInTheConfiguration() {
        Member primary = lab.target("postgres", Role.PRIMARY);
        lab.kill(primary);
        lab.assertWhole(lab.heal(lab.promote(), primary));

        String superuser = lab.instance(primary.service()).env().getOrDefault("POSTGRES_PASSWORD", "");
        assertThat(superuser).isNotEmpty();
        assertThat(lab.psql(primary.service(), "SELECT pg_read_file('postgresql.auto.conf')")
                        .stdout())
                .contains("primary_conninfo")
                .contains("application_name=")
                .doesNotContain(superuser)
                .doesNotContain("primary_slot_name");
    }

    @Test
    void halfARejoinIsCopiedAnew() {
        Member standby = lab.target("postgres", Role.STANDBY);
        lab.kill(standby);
        lab.inVolume(standby.service(), "rm \"$PGDATA/standby.signal\"; chmod 720 \"$PGDATA\"");

        Restoration restoration = lab.heal(null, standby);

        lab.assertWhole(restoration);
        assertThat(restoration.done()).anySatisfy(done -> assertThat(done).endsWith("by pg_basebackup"));
    }

    @Test
    void anEmptyVolumeIsCopiedAnew() {
        Member standby = lab.target("postgres", Role.STANDBY);
        lab.kill(standby);
        lab.inVolume(standby.service(), "find \"$PGDATA\" -mindepth 1 -delete");

        lab.assertWhole(lab.heal(null, standby));
    }

    @Test
    void twoHealersAtOnceDoNotHarmEachOther() {
        Member primary = lab.target("postgres", Role.PRIMARY);
        lab.kill(primary);
        Promotion promotion = lab.promote();

        Parallel.map(List.of(1, 2), healer -> lab.heal(promotion, primary));

        lab.assertWhole(lab.heal(promotion, primary));
    }

    @Test
    void pausedMembersAreResumed() {
        for (String service :
                List.of("redis-replica", "redis", "postgres", "postgres-standby", "api", "redis-sentinel-1")) {
            lab.pause(service);
        }

        lab.assertWhole(lab.heal(null));
    }

    @Test
    void twoReplicasGetAMasterAgain() {
        Member master = lab.target("redis", Role.MASTER);
        Member replica = lab.target("redis", Role.REPLICA);
        String address =
                lab.instance(replica.service()).addresses().values().iterator().next();
        assertThat(lab.valkey(master.service(), "REPLICAOF", address, "6379").ok())
                .isTrue();

        lab.assertWhole(lab.heal(null));
    }

    @Test
    void aSentinelThatForgotIsToldAgain() {
        Member replica = lab.target("redis", Role.REPLICA);
        String address =
                lab.instance(replica.service()).addresses().values().iterator().next();
        lab.valkey("redis-sentinel-2", "-p", "26379", "SENTINEL", "REMOVE", "freesdn");
        lab.valkey("redis-sentinel-2", "-p", "26379", "SENTINEL", "MONITOR", "freesdn", address, "6379", "2");

        lab.assertWhole(lab.heal(null));
        assertThat(lab.valkey("redis-sentinel-2", "-p", "26379", "SENTINEL", "MASTER", "freesdn")
                        .stdout())
                .as("the settings of the others, not Sentinel's defaults")
                .contains("down-after-milliseconds\n5000\n");
    }

    @Test
    void whatAnInterruptedRecreationLeavesIsSwept() {
        lab.engine().kill(lab.instance("api").id());
        lab.engine().rename(lab.instance("api").id(), "0123456789ab_freesdn-api");

        lab.assertWhole(lab.heal(null));
        assertThat(lab.instance("api").name()).isEqualTo("freesdn-api");
    }

    @Test
    void aWrongDatabaseHostIsCorrected() {
        Member standby = lab.target("postgres", Role.STANDBY);
        lab.point(standby.service(), List.of("worker"));

        Restoration restoration = lab.heal(null);

        lab.assertWhole(restoration);
        assertThat(restoration.done()).anySatisfy(done -> assertThat(done).startsWith("recreated worker with"));
    }

    @Test
    void aSecondRecreationBesideOneThatADeadWorkerLeftEndsWell() {
        String primary = lab.target("postgres", Role.PRIMARY).service();
        List<String> apis = List.of("api", "api-2");
        apis.forEach(api -> lab.engine().kill(lab.instance(api).id()));

        Parallel.map(List.of(1, 2), attempt -> Await.until(Duration.ofMinutes(1), () -> lab.points(primary, apis)));

        assertThat(lab.points(primary, apis)).isTrue();
        lab.assertWhole(lab.heal(null));
    }
}
