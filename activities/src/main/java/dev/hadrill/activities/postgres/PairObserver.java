package dev.hadrill.activities.postgres;

import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.Parallel;
import dev.hadrill.activities.docker.Project;
import dev.hadrill.activities.postgres.PostgresNode.Condition;
import dev.hadrill.workflows.stack.PostgresPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at both members at once. */
record PairObserver(DockerEngine engine, String stack, PostgresPair pair) {
    /** What was seen of both, in the stack file's order. */
    record Seen(List<PostgresMember> members, List<PostgresNode> nodes, Map<String, PostgresView> views) {
        PostgresMember member(String service) {
            return members.stream()
                    .filter(member -> member.service().equals(service))
                    .findFirst()
                    .orElseThrow();
        }

        PostgresNode node(String service) {
            return nodes.stream()
                    .filter(node -> node.service().equals(service))
                    .findFirst()
                    .orElseThrow();
        }

        PostgresMember otherThan(String service) {
            return members.stream()
                    .filter(member -> !member.service().equals(service))
                    .findFirst()
                    .orElseThrow();
        }

        Optional<PostgresMember> only(Condition condition) {
            List<PostgresNode> found =
                    nodes.stream().filter(node -> node.is(condition)).toList();
            return found.size() == 1 ? Optional.of(member(found.getFirst().service())) : Optional.empty();
        }
    }

    private record Look(PostgresMember member, Optional<PostgresView> view) {}

    /** @param intoVolumes whether a dead member's volume is looked at, which takes a helper container and a second */
    Seen look(Project project, boolean intoVolumes) {
        List<PostgresMember> members = pair.members().stream()
                .map(service -> new PostgresMember(engine, pair, project.one(service)))
                .toList();
        List<Look> looks = Parallel.map(members, member -> new Look(member, member.look()));
        List<PostgresNode> nodes = Parallel.map(looks, look -> node(look, looks, intoVolumes));
        Map<String, PostgresView> views = new HashMap<>();
        looks.forEach(
                look -> look.view().ifPresent(view -> views.put(look.member().service(), view)));
        return new Seen(members, nodes, views);
    }

    private PostgresNode node(Look look, List<Look> both, boolean intoVolumes) {
        Instance instance = look.member().instance();
        String service = look.member().service();
        if (look.view().isPresent()) {
            PostgresView view = look.view().get();
            boolean streaming = "streaming".equals(view.receiver())
                    && both.stream()
                            .filter(other -> !other.member().service().equals(service))
                            .flatMap(other -> other.view().stream())
                            .anyMatch(
                                    other -> other.sendsTo(instance.addresses().values()));
            return new PostgresNode(
                    service,
                    view.inRecovery() ? Condition.STANDBY : Condition.PRIMARY,
                    view.timeline(),
                    view.systemId(),
                    streaming);
        }
        return switch (instance.state()) {
            case PAUSED -> new PostgresNode(service, Condition.PAUSED, 0, null, false);
            case RUNNING -> new PostgresNode(service, Condition.SILENT, 0, null, false);
            case DOWN -> dead(look.member(), intoVolumes);
        };
    }

    private PostgresNode dead(PostgresMember member, boolean intoVolumes) {
        Optional<ControlData> data = intoVolumes ? new DeadMember(stack, member).look() : Optional.empty();
        return data.map(seen -> new PostgresNode(
                        member.service(),
                        seen.condition(),
                        seen.timeline(),
                        seen.systemId().isEmpty() ? null : seen.systemId(),
                        false))
                .orElseGet(() -> new PostgresNode(member.service(), Condition.DEAD_UNKNOWN, 0, null, false));
    }
}
