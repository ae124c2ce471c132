package dev.hadrill.activities.valkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.activities.valkey.SentinelNode.Listed;
import dev.hadrill.activities.valkey.ValkeyNode.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SentinelPlanTest {
    private static final ValkeyNode A_MASTER = master("a", 100);
    private static final ValkeyNode B_REPLICA = replica("b", "a", true);

    @Test
    void oneMasterOneReplicaAndAllAgreeIsWhole() {
        SentinelPlan plan = plan(List.of(A_MASTER, B_REPLICA), agreeOn("a", "b"));

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.next(false)).isEqualTo(new SentinelStep.Whole());
    }

    @Test
    void theDeadAreRevivedFirst() {
        SentinelPlan plan = plan(
                List.of(ValkeyNode.down("a"), master("b", 120)),
                List.of(sentinel("s1", "b", "a"), SentinelNode.down("s2"), sentinel("s3", "b", "a")));

        assertThat(plan.next(false)).isEqualTo(new SentinelStep.Revive(List.of("a", "s2")));
        assertThat(plan.problems()).contains("a is down", "s2 is down");
    }

    @Test
    void theReturnedOldMasterFollowsAtOnceWhenTheSentinelsAgree() {
        SentinelPlan plan = plan(List.of(A_MASTER, master("b", 120)), agreeOn("b", "a"));

        assertThat(plan.next(false)).isEqualTo(new SentinelStep.Follow("a", "b"));
        assertThat(plan.problems()).containsExactly("expected one master, found a, b");
    }

    @Test
    void nothingIsChangedWhileAFailoverIsInProgress() {
        SentinelNode busy = new SentinelNode("s1", true, "b", true, 2, true, List.of(new Listed("a", true)));
        SentinelPlan plan = plan(
                List.of(A_MASTER, master("b", 120)), List.of(busy, sentinel("s2", "b", "a"), sentinel("s3", "b", "a")));

        assertThat(plan.next(false)).isInstanceOf(SentinelStep.Wait.class);
        assertThat(plan.next(true)).isInstanceOf(SentinelStep.Wait.class);
    }

    @Test
    void disagreeingSentinelsAreLeftAloneUntilTheyAreStuck() {
        SentinelPlan plan =
                plan(List.of(A_MASTER, master("b", 120)), List.of(sentinel("s1", "a", "b"), sentinel("s2", "b", "a")));

        assertThat(plan.next(false)).isInstanceOf(SentinelStep.Wait.class);
        assertThat(plan.next(true)).isEqualTo(new SentinelStep.Follow("a", "b"));
    }

    @Test
    void twoReplicasElectTheOneWithTheHighestOffset() {
        SentinelPlan plan = plan(
                List.of(
                        new ValkeyNode("a", true, Role.REPLICA, "b", false, 90),
                        new ValkeyNode("b", true, Role.REPLICA, "a", false, 120)),
                agreeOn("a", "b"));

        assertThat(plan.next(false)).isInstanceOf(SentinelStep.Wait.class);
        assertThat(plan.next(true))
                .isInstanceOfSatisfying(
                        SentinelStep.Elect.class,
                        elect -> assertThat(elect.service()).isEqualTo("b"));
    }

    @Test
    void aDoubleOrForeignReplicaIsForgottenAtOnceAMissingOneOnlyWhenStuck() {
        List<ValkeyNode> members = List.of(A_MASTER, B_REPLICA);
        SentinelPlan twice = plan(members, List.of(sentinel("s1", "a", "b", "b"), sentinel("s2", "a", "b")));
        SentinelPlan foreign = plan(members, List.of(sentinel("s1", "a", "b"), sentinel("s2", "a", "b", "10.0.0.9")));
        SentinelPlan itself = plan(members, List.of(sentinel("s1", "a", "a", "b"), sentinel("s2", "a", "b")));
        SentinelPlan missing = plan(members, List.of(sentinel("s1", "a"), sentinel("s2", "a", "b")));

        assertThat(Stream.of(twice, itself).map(plan -> plan.next(false)))
                .allSatisfy(step -> assertThat(step).isInstanceOf(SentinelStep.Reset.class));
        assertThat(foreign.next(false))
                .isInstanceOfSatisfying(
                        SentinelStep.Reset.class,
                        reset -> assertThat(reset.sentinel()).isEqualTo("s2"));
        assertThat(missing.next(false)).isInstanceOf(SentinelStep.Wait.class);
        assertThat(missing.next(true)).isEqualTo(new SentinelStep.Tell("s1", "a"));
    }

    @Test
    void aSentinelThatStaysWithAnotherMasterIsToldWhoItIs() {
        SentinelPlan plan = plan(
                List.of(A_MASTER, B_REPLICA),
                List.of(sentinel("s1", "a", "b"), sentinel("s2", "a", "b"), sentinel("s3", "b", "a")));

        assertThat(plan.problems()).containsExactly("s3 takes b for the master, not a");
        assertThat(plan.next(false)).isInstanceOf(SentinelStep.Wait.class);
        assertThat(plan.next(true)).isEqualTo(new SentinelStep.Tell("s3", "a"));
    }

    @Test
    void aBrokenLinkIsAProblem() {
        SentinelPlan plan = plan(List.of(A_MASTER, replica("b", "a", false)), agreeOn("a", "b"));

        assertThat(plan.problems()).containsExactly("b is no connected replica of a: it follows a, link down");
    }

    private static SentinelPlan plan(List<ValkeyNode> members, List<SentinelNode> sentinels) {
        int others = sentinels.size() - 1;
        return new SentinelPlan(
                members,
                sentinels.stream()
                        .map(node -> new SentinelNode(
                                node.service(),
                                node.up(),
                                node.master(),
                                node.busy(),
                                others,
                                node.quorum(),
                                node.replicas()))
                        .toList());
    }

    private static List<SentinelNode> agreeOn(String master, String replica) {
        return Stream.of("s1", "s2", "s3")
                .map(name -> sentinel(name, master, replica))
                .toList();
    }

    private static SentinelNode sentinel(String name, String master, String... replicas) {
        return new SentinelNode(
                name,
                true,
                master,
                false,
                0,
                true,
                Stream.of(replicas).map(service -> new Listed(service, true)).toList());
    }

    private static ValkeyNode master(String service, long offset) {
        return new ValkeyNode(service, true, Role.MASTER, null, false, offset);
    }

    private static ValkeyNode replica(String service, String follows, boolean linkUp) {
        return new ValkeyNode(service, true, Role.REPLICA, follows, linkUp, 100);
    }
}
