package dev.hadrill.activities.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.ContainerNetwork;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an {@link Instance} out of what Docker's inspect answers. */
final class Inspection {
    static final String PROJECT = "com.docker.compose.project";
    static final String SERVICE = "com.docker.compose.service";
    static final String ONE_OFF = "com.docker.compose.oneoff";

    private Inspection() {}

    static Instance read(InspectContainerResponse seen) {
        Map<String, String> labels = seen.getConfig().getLabels();
        String service = labels == null ? "" : labels.getOrDefault(SERVICE, "");
        String name = seen.getName().startsWith("/") ? seen.getName().substring(1) : seen.getName();
        Set<String> names = new HashSet<>(List.of(service, name));
        Map<String, String> addresses = new HashMap<>();
        seen.getNetworkSettings().getNetworks().forEach((network, joined) -> {
            addresses.put(network, address(joined));
            if (joined.getAliases() != null) {
                names.addAll(joined.getAliases());
            }
        });
        String policy = seen.getHostConfig().getRestartPolicy() == null
                ? "no"
                : seen.getHostConfig().getRestartPolicy().toString();
        String[] extraHosts = seen.getHostConfig().getExtraHosts();
        return new Instance(
                seen.getId(),
                name,
                service,
                state(seen.getState()),
                Objects.requireNonNullElse(seen.getState().getStartedAt(), ""),
                Instant.parse(seen.getCreated()),
                policy.isBlank() ? "no" : policy,
                seen.getImageId(),
                environment(seen.getConfig().getEnv()),
                addresses,
                names,
                extraHosts == null ? List.of() : List.of(extraHosts));
    }

    private static Instance.State state(ContainerState state) {
        if (Boolean.TRUE.equals(state.getPaused())) {
            return Instance.State.PAUSED;
        }
        boolean up = Boolean.TRUE.equals(state.getRunning()) && !Boolean.TRUE.equals(state.getRestarting());
        return up ? Instance.State.RUNNING : Instance.State.DOWN;
    }

    /** The address it has, or when it is stopped the static one that it will have; empty when neither is known. */
    private static String address(ContainerNetwork joined) {
        if (joined.getIpAddress() != null && !joined.getIpAddress().isBlank()) {
            return joined.getIpAddress();
        }
        ContainerNetwork.Ipam wanted = joined.getIpamConfig();
        return wanted == null || wanted.getIpv4Address() == null ? "" : wanted.getIpv4Address();
    }

    private static Map<String, String> environment(String @Nullable [] variables) {
        Map<String, String> environment = new HashMap<>();
        if (variables != null) {
            for (String variable : variables) {
                int equals = variable.indexOf('=');
                if (equals > 0) {
                    environment.put(variable.substring(0, equals), variable.substring(equals + 1));
                }
            }
        }
        return environment;
    }
}
