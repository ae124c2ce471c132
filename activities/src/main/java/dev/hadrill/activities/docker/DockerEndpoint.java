package dev.hadrill.activities.docker;

import dev.hadrill.activities.http.Addresses;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.stack.Stack;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which engine a stack is on, and whether it may be drilled there. */
public final class DockerEndpoint {
    private static final String LOCAL = "unix:///var/run/docker.sock";

    private DockerEndpoint() {}

    /**
     * The endpoint with its host pinned: the stack file's, else {@code DOCKER_HOST}'s, else the local socket. Docker
     * contexts are not read. Fails for good on one that is not on this machine or its private network.
     */
    public static String pin(Stack stack, Map<String, String> environment) {
        String fromFile = stack.dockerHost();
        String fromEnvironment = environment.get("DOCKER_HOST");
        if (fromFile != null && !fromFile.isBlank()) {
            return pin("docker_host of stack " + stack.name(), fromFile);
        }
        return fromEnvironment == null || fromEnvironment.isBlank() ? LOCAL : pin("DOCKER_HOST", fromEnvironment);
    }

    /** The endpoint again, in case somebody else than {@link #pin} wrote it down. */
    public static String recheck(String endpoint) {
        return pin("docker endpoint", endpoint);
    }

    /** Fails for good unless it is a local socket, or tcp to loopback or an RFC 1918 address. */
    static String pin(String what, String endpoint) {
        URI uri = parse(what, endpoint);
        if ("unix".equals(uri.getScheme()) && uri.getPath() != null && uri.getHost() == null) {
            return endpoint;
        }
        if (!"tcp".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 0) {
            throw refuse(what, endpoint);
        }
        String address = Addresses.pin(what + " " + endpoint, uri.getHost());
        return "tcp://%s:%d".formatted(address.contains(":") ? "[" + address + "]" : address, uri.getPort());
    }

    private static URI parse(String what, String endpoint) {
        try {
            return URI.create(endpoint);
        } catch (IllegalArgumentException e) {
            throw (RuntimeException) refuse(what, endpoint).initCause(e);
        }
    }

    private static RuntimeException refuse(String what, @Nullable String endpoint) {
        return Failures.refuse(
                Failures.GUARD_REFUSED,
                "%s %s: expected unix:///path or tcp://address:port; other endpoints cannot be checked to be this machine's"
                        .formatted(what, endpoint));
    }
}
