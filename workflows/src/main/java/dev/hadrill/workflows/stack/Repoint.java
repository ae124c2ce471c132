package dev.hadrill.workflows.stack;

import java.util.List;

/**
 * How the application is pointed at a promoted database: a variable of the env file, and the services to recreate.
 *
 * @param variable holds the primary's service name
 * @param first recreated in parallel; the outage ends with them
 * @param then recreated afterwards
 * @param loadBalancer the service that is told of the recreated ones
 * @param reload the command, run inside the load balancer, that tells it
 */
public record Repoint(
        String variable, List<String> first, List<String> then, String loadBalancer, List<String> reload) {
    public Repoint {
        first = List.copyOf(first);
        then = List.copyOf(then);
        reload = List.copyOf(reload);
    }

    public List<String> dependents() {
        return java.util.stream.Stream.concat(first.stream(), then.stream()).toList();
    }
}
