package dev.hadrill.activities.valkey;

import dev.hadrill.activities.valkey.SentinelStep.Elect;
import dev.hadrill.activities.valkey.SentinelStep.Follow;
import dev.hadrill.activities.valkey.SentinelStep.Reset;
import dev.hadrill.activities.valkey.SentinelStep.Revive;
import dev.hadrill.activities.valkey.SentinelStep.Tell;
import dev.hadrill.activities.valkey.SentinelStep.Wait;
import dev.hadrill.activities.valkey.SentinelStep.Whole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names what keeps a Valkey from being redundant, and decides the next step. Pure. The law behind it: while the Sentinels
 * fail over or disagree they are left alone, until they are stuck.
 */
record SentinelPlan(List<ValkeyNode> members, List<SentinelNode> sentinels) {
    /** Every reason why it is not redundant; empty when it is. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        members.stream().filter(member -> !member.up()).forEach(member -> problems.add(member.service() + " is down"));
        sentinels.stream()
                .filter(sentinel -> !sentinel.up())
                .forEach(sentinel -> problems.add(sentinel.service() + " is down"));
        members.stream()
                .filter(member -> member.up() && member.role() == null)
                .forEach(member -> problems.add(member.service() + " does not answer"));
        List<ValkeyNode> masters = masters();
        if (masters.size() != 1) {
            problems.add("expected one master, found " + (masters.isEmpty() ? "none" : names(masters)));
            return problems;
        }
        String master = masters.getFirst().service();
        for (ValkeyNode member : members) {
            if (member.role() == ValkeyNode.Role.REPLICA && !(member.isReplicaOf(master) && member.linkUp())) {
                problems.add("%s is no connected replica of %s: it follows %s, link %s"
                        .formatted(member.service(), master, member.follows(), member.linkUp() ? "up" : "down"));
            }
        }
        sentinels.stream()
                .filter(SentinelNode::up)
                .forEach(sentinel -> problemOf(sentinel, master).ifPresent(problems::add));
        return problems;
    }

    /** @param stuck nothing has changed for as long as Sentinel may take by itself */
    SentinelStep next(boolean stuck) {
        List<String> down = new ArrayList<>();
        members.stream().filter(member -> !member.up()).map(ValkeyNode::service).forEach(down::add);
        sentinels.stream()
                .filter(sentinel -> !sentinel.up())
                .map(SentinelNode::service)
                .forEach(down::add);
        if (!down.isEmpty()) {
            return new Revive(down);
        }
        List<String> problems = problems();
        if (problems.isEmpty()) {
            return new Whole();
        }
        Wait wait = new Wait("for " + String.join("; ", problems));
        boolean silent = members.stream().anyMatch(member -> member.role() == null);
        boolean busy = sentinels.stream().anyMatch(SentinelNode::busy);
        if (silent || busy) {
            return wait;
        }
        Optional<String> agreed = agreed().filter(service ->
                masters().stream().anyMatch(node -> node.service().equals(service)));
        if (agreed.isPresent()) {
            return gatherAround(agreed.get(), stuck, wait);
        }
        if (!stuck) {
            return wait;
        }
        List<ValkeyNode> candidates = masters().isEmpty() ? members : masters();
        ValkeyNode best = candidates.stream()
                .max(Comparator.comparingLong(ValkeyNode::offset))
                .orElseThrow();
        return masters().isEmpty()
                ? new Elect(best.service(), "no member is master; it has the highest offset, " + best.offset())
                : gatherAround(best.service(), true, wait);
    }

    private SentinelStep gatherAround(String master, boolean stuck, Wait wait) {
        for (ValkeyNode member : members) {
            boolean strays = !member.service().equals(master) && !member.isReplicaOf(master);
            if (strays) {
                return new Follow(member.service(), master);
            }
        }
        for (SentinelNode sentinel : sentinels) {
            if (sentinel.master() == null) {
                continue;
            }
            // A double or foreign entry never goes away by itself; all else mostly does.
            if (sentinel.master().equals(master) && listsWhatIsNot(sentinel, master)) {
                return new Reset(sentinel.service(), problemOf(sentinel, master).orElseThrow());
            }
            if (stuck && problemOf(sentinel, master).isPresent()) {
                return new Tell(sentinel.service(), master);
            }
        }
        return wait;
    }

    /** Whom a majority of all Sentinels takes for the master. */
    private Optional<String> agreed() {
        Map<String, Long> votes = sentinels.stream()
                .flatMap(sentinel -> Optional.ofNullable(sentinel.master()).stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return votes.entrySet().stream()
                .filter(vote -> vote.getValue() > sentinels.size() / 2)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Optional<String> problemOf(SentinelNode sentinel, String master) {
        String who = sentinel.service();
        if (sentinel.master() == null) {
            return Optional.of(who + " does not answer");
        }
        if (sentinel.busy()) {
            return Optional.of(who + " is failing over or in TILT");
        }
        if (!sentinel.master().equals(master)) {
            return Optional.of("%s takes %s for the master, not %s".formatted(who, sentinel.master(), master));
        }
        Optional<String> list = listProblem(sentinel, master);
        if (list.isPresent()) {
            return list;
        }
        if (sentinel.others() != sentinels.size() - 1) {
            return Optional.of(
                    "%s knows %d other Sentinels, expected %d".formatted(who, sentinel.others(), sentinels.size() - 1));
        }
        return sentinel.quorum() ? Optional.empty() : Optional.of(who + " sees no quorum");
    }

    private Optional<String> listProblem(SentinelNode sentinel, String master) {
        if (listsWhatIsNot(sentinel, master)) {
            return Optional.of("%s lists the replicas %s, expected each of the others once"
                    .formatted(
                            sentinel.service(),
                            sentinel.replicas().stream()
                                    .map(SentinelNode.Listed::service)
                                    .toList()));
        }
        return members.stream()
                .map(ValkeyNode::service)
                .filter(member -> !member.equals(master))
                .filter(member -> sentinel.replicas().stream()
                        .noneMatch(listed -> listed.service().equals(member) && listed.reachable()))
                .findFirst()
                .map(member -> "%s does not list %s as a reachable replica".formatted(sentinel.service(), member));
    }

    private boolean listsWhatIsNot(SentinelNode sentinel, String master) {
        return sentinel.replicas().stream()
                .map(SentinelNode.Listed::service)
                .anyMatch(listed -> listed.equals(master)
                        || sentinel.times(listed) > 1
                        || members.stream().noneMatch(member -> member.service().equals(listed)));
    }

    private List<ValkeyNode> masters() {
        return members.stream().filter(ValkeyNode::isMaster).toList();
    }

    private static String names(List<ValkeyNode> nodes) {
        return nodes.stream().map(ValkeyNode::service).collect(Collectors.joining(", "));
    }
}
