package dev.hadrill.activities.docker;

import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One container of a compose service as Docker shows it now.
 *
 * @param startedAt Docker's own text; with the id it names the incarnation
 * @param env its environment, which may hold secrets
 * @param addresses by network; of a stopped container only where they are static
 * @param names by which its network peers may call it
 */
public record Instance(
        String id,
        String name,
        String service,
        State state,
        String startedAt,
        Instant created,
        String restartPolicy,
        String image,
        Map<String, String> env,
        Map<String, String> addresses,
        Set<String> names,
        List<String> extraHosts) {
    /** Whether it can be asked. */
    public enum State {
        RUNNING,
        PAUSED,
        DOWN
    }

    public Instance {
        env = Map.copyOf(env);
        addresses = Map.copyOf(addresses);
        names = Set.copyOf(names);
        extraHosts = List.copyOf(extraHosts);
    }

    public boolean running() {
        return state == State.RUNNING;
    }

    /** Whether this is the very incarnation: a restarted container has the same id and another start. */
    public boolean isIncarnation(Member member) {
        return id.equals(member.containerId()) && startedAt.equals(member.startedAt());
    }

    /** Whether an address or a name, as a peer reports it, means this container. */
    public boolean answersTo(String host) {
        return addresses.containsValue(host) || names.contains(host);
    }

    public Member as(String component, Role role) {
        return new Member(component, service, name, id, startedAt, restartPolicy, role);
    }

    @Override
    public String toString() {
        return "%s (%s, %s)".formatted(name, service, state);
    }
}
