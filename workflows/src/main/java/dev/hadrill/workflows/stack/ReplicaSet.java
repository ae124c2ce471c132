package dev.hadrill.workflows.stack;

import java.util.List;

/**
 * Equal replicas behind a load balancer.
 *
 * @param ready a command that succeeds inside a member that can serve
 * @param upstreamHeader the header by which the load balancer names the replica that answered
 */
public record ReplicaSet(
        List<String> members, List<String> ready, String loadBalancer, List<String> reload, String upstreamHeader)
        implements Component {
    public ReplicaSet {
        members = List.copyOf(members);
        ready = List.copyOf(ready);
        reload = List.copyOf(reload);
    }
}
