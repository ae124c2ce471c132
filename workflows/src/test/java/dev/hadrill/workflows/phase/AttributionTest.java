package dev.hadrill.workflows.phase;

import static dev.hadrill.workflows.phase.Seen.bounds;
import static dev.hadrill.workflows.phase.Seen.outage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hadrill.workflows.observation.Sighting.Kind;
import dev.hadrill.workflows.stack.Role;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Each phase ends at what was seen, and what was not seen is said to be unattributed. */
class AttributionTest {
    /** The medians of FACTS, down-after 2 s; the application's part is made up. */
    private static Seen failover() {
        return new Seen()
                .sighted(0.2, Kind.DIED, "docker/redis", "freesdn-redis, exit code 137")
                .sighted(2.05, Kind.SUSPECTED, "sentinel/redis-sentinel-1", "+sdown master freesdn 10.0.0.1 6379")
                .sighted(2.16, Kind.AGREED_DOWN, "sentinel/redis-sentinel-2", "+odown master freesdn #quorum 2/2")
                .sighted(2.90, Kind.AGREED_DOWN, "sentinel/redis-sentinel-3", "+odown master freesdn #quorum 3/2")
                .sighted(2.23, Kind.LEADER_ELECTED, "sentinel/redis-sentinel-2", "+elected-leader master freesdn")
                .sighted(2.30, Kind.REPLICA_SELECTED, "sentinel/redis-sentinel-2", "+selected-slave slave")
                .sighted(2.33, 2.43, Kind.PROMOTED, "valkey/redis-replica", "is master")
                .sighted(3.27, Kind.MASTER_SWITCHED, "sentinel/redis-sentinel-2", "+switch-master freesdn");
    }

    @Test
    void anElectionIsDetectedByAgreementAndOverWhenTheReplicaTakesWrites() {
        List<PhaseSpan> phases = failover()
                .users(outage(0.1, 5, 5.4))
                .replica("api", outage(0.1, 4.5, 5.2))
                .replica("api_2", outage(0.1, 4.2, 4.2))
                .phasesOf(Role.MASTER);

        assertThat(lines(phases))
                .containsExactly(
                        "DETECTION 0.00-2.16 +odown at redis-sentinel-2",
                        "PROMOTION 2.16-2.38 redis-replica is master",
                        "RECONNECTION 2.38-4.20 first good answer at api_2",
                        "READMISSION 4.20-5.00 first good answer at load_balancer",
                        "STABILISING 5.00-5.40 nothing bad any more at load_balancer");
    }

    @Test
    void anErrorIsHalfTheWidthOfWhatEndedThePhaseWithTheInjectionsOwnAndADeliverys() {
        List<PhaseSpan> phases = failover()
                .injectedWithin(0.2)
                .users(outage(0.1, bounds(5, 0.04), bounds(5.4, 0.06)))
                .phasesOf(Role.MASTER);

        assertThat(phases)
                .extracting(PhaseSpan::errorSec)
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1, Double.class)
                .containsExactly(0.12, 0.15, 0.12, 0.13);
    }

    @Test
    void withoutProbesOfReplicasReconnectionLastsUntilUsersAreServed() {
        List<PhaseSpan> phases = failover().users(outage(0.1, 5, 5)).phasesOf(Role.MASTER);

        assertThat(lines(phases))
                .endsWith("RECONNECTION 2.38-5.00 first good answer at load_balancer")
                .hasSize(3);
    }

    @Test
    void aHeartbeatIsNoReplica() {
        List<PhaseSpan> phases = failover()
                .users(outage(0.1, 5, 5))
                .probe("worker_heartbeat", null, outage(0.1, 3, 3))
                .phasesOf(Role.MASTER);

        assertThat(lines(phases)).endsWith("RECONNECTION 2.38-5.00 first good answer at load_balancer");
    }

    @Test
    void replicasThatNeverAnsweredByThemselvesLeaveTheRestUnattributed() {
        List<PhaseSpan> phases = failover()
                .users(outage(0.1, 5, 5.4))
                .replica("api", outage(0.1, null, null))
                .phasesOf(Role.MASTER);

        assertThat(lines(phases))
                .endsWith(
                        "UNATTRIBUTED 2.38-5.00 first good answer at load_balancer",
                        "STABILISING 5.00-5.40 nothing bad any more at load_balancer");
    }

    @Test
    void aFailoverThatNobodySawIsUnattributedUntilUsersAreServed() {
        List<PhaseSpan> phases = new Seen().users(outage(0.1, 5, 5.4)).phasesOf(Role.MASTER);

        assertThat(lines(phases))
                .containsExactly(
                        "UNATTRIBUTED 0.00-5.00 first good answer at load_balancer",
                        "STABILISING 5.00-5.40 nothing bad any more at load_balancer");
    }

    @Test
    void withoutAgreementTheNextBestSightingEndsDetection() {
        List<PhaseSpan> phases = new Seen()
                .sighted(2.05, Kind.SUSPECTED, "sentinel/redis-sentinel-1", "+sdown master freesdn")
                .sighted(2.23, Kind.LEADER_ELECTED, "sentinel/redis-sentinel-2", "+elected-leader master freesdn")
                .sighted(3.27, Kind.MASTER_SWITCHED, "sentinel/redis-sentinel-2", "+switch-master freesdn")
                .users(outage(0.1, 5, 5))
                .phasesOf(Role.MASTER);

        assertThat(lines(phases))
                .startsWith(
                        "DETECTION 0.00-2.23 +elected-leader at redis-sentinel-2",
                        "PROMOTION 2.23-3.27 +switch-master at redis-sentinel-2");
    }

    @Test
    void whatWasSeenBeforeTheFaultEndsNothing() {
        List<PhaseSpan> phases = failover()
                .sighted(-3, Kind.AGREED_DOWN, "sentinel/redis-sentinel-1", "+odown of an earlier drill")
                .users(outage(-4, -3, -3), outage(0.1, 5, 5))
                .phasesOf(Role.MASTER);

        assertThat(lines(phases))
                .startsWith("DETECTION 0.00-2.16 +odown at redis-sentinel-2")
                .hasSize(3);
    }

    @Test
    void aRunbookIsDetectionUntilItsFirstStepAndPromotionUntilTheStandbyIsOutOfRecovery() {
        List<PhaseSpan> phases = promotion()
                .users(outage(0.1, 7.9, 7.9))
                .replica("api", outage(0.1, 7, 7))
                .phasesOf(Role.PRIMARY);

        assertThat(lines(phases))
                .containsExactly(
                        "DETECTION 0.00-0.30 fence began",
                        "PROMOTION 0.30-0.85 postgres-standby is out of recovery",
                        "RECONNECTION 0.85-7.00 first good answer at api",
                        "READMISSION 7.00-7.90 first good answer at load_balancer");
    }

    private static Seen promotion() {
        return new Seen()
                .step("fence", 0.3, 0.6)
                .step("promote", 0.6, 1.05)
                .step("repoint", 1.1, 1.2)
                .sighted(0.8, 0.9, Kind.PROMOTED, "postgres/postgres-standby", "is out of recovery");
    }

    @Test
    void withoutASightingThePromotionIsOverWithItsStep() {
        List<PhaseSpan> phases = new Seen()
                .step("fence", 0.3, 0.6)
                .step("promote", 0.6, 1.05)
                .users(outage(0.1, 7.9, 7.9))
                .phasesOf(Role.PRIMARY);

        assertThat(lines(phases))
                .containsExactly(
                        "DETECTION 0.00-0.30 fence began",
                        "PROMOTION 0.30-1.05 promote done",
                        "RECONNECTION 1.05-7.90 first good answer at load_balancer");
    }

    @Test
    void waitingForAPersonIsAPhaseOfItsOwnAndByWallClock() {
        List<PhaseSpan> phases = new Seen()
                .approval(0.5, 60.5)
                .step("fence", 60.6, 60.9)
                .step("promote", 60.9, 61.2)
                .users(outage(0.1, 68, 68))
                .phasesOf(Role.PRIMARY);

        assertThat(lines(phases))
                .containsExactly(
                        "DETECTION 0.00-0.50 approval began (by wall clock)",
                        "APPROVAL 0.50-60.50 approval done (by wall clock)",
                        "PROMOTION 60.50-61.20 promote done",
                        "RECONNECTION 61.20-68.00 first good answer at load_balancer");
        assertThat(phases.get(1).errorSec()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void aPrimaryThatCameBackByItselfIsUnattributed() {
        List<PhaseSpan> phases = new Seen()
                .sighted(0.1, Kind.DIED, "docker/postgres", "freesdn-postgres, exit code 137")
                .sighted(1.4, Kind.STARTED, "docker/postgres", "freesdn-postgres")
                .users(outage(0.1, 3, 3))
                .phasesOf(Role.PRIMARY);

        assertThat(lines(phases)).containsExactly("UNATTRIBUTED 0.00-3.00 first good answer at load_balancer");
    }

    @Test
    void aReplicaIsDetectedForAsLongAsTheLoadBalancerAsksIt() {
        List<PhaseSpan> phases = new Seen().users(outage(0.1, 1, 4.2)).phasesOf(Role.ACTIVE);

        assertThat(lines(phases)).containsExactly("DETECTION 0.00-4.20 load_balancer good again");
    }

    @Test
    void withoutAnOutageAndWithoutARecoveryThereIsNothingToAttribute() {
        assertThat(failover().users().phasesOf(Role.MASTER)).isEmpty();
        assertThat(failover().users(outage(0.1, null, null)).phasesOf(Role.MASTER))
                .isEmpty();
    }

    private static List<String> lines(List<PhaseSpan> phases) {
        return phases.stream()
                .map(span -> String.format(
                        Locale.ROOT, "%s %.2f-%.2f %s", span.phase(), span.fromSec(), span.toSec(), span.until()))
                .toList();
    }
}
