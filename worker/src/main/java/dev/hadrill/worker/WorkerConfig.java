package dev.hadrill.worker;

import dev.hadrill.activities.webhook.Receiver;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is told by its environment.
 *
 * @param temporal from the standard {@code TEMPORAL_*} variables and profiles, complete with address and namespace
 * @param workerId names this worker's spool: no two that share {@code data} may have the same
 * @param metricsPort 0 means any that is free; null serves none
 * @param webhook who is told of verdicts; null means nobody
 */
record WorkerConfig(
        ClientConfigProfile temporal,
        Path home,
        Path data,
        Path stacks,
        String historyUrl,
        String historyUser,
        String historyPassword,
        String workerId,
        @Nullable Integer metricsPort,
        @Nullable Receiver webhook) {
    static final String CREDENTIALS =
            "TEMPORAL_TLS_SERVER_CA_CERT_PATH, TEMPORAL_TLS_CLIENT_CERT_PATH, TEMPORAL_TLS_CLIENT_KEY_PATH and TEMPORAL_API_KEY, or the profile";

    private static final String PREFIX = "HADRILL_";
    private static final int HIGHEST_PORT = 65_535;
    private static final Set<String> OWN = new TreeSet<>(Set.of(
            "HADRILL_HOME",
            "HADRILL_DATA",
            "HADRILL_STACKS",
            "HADRILL_HISTORY_URL",
            "HADRILL_HISTORY_USER",
            "HADRILL_HISTORY_PASSWORD",
            "HADRILL_WORKER_ID",
            "HADRILL_METRICS_PORT",
            "HADRILL_WEBHOOK_URL",
            "HADRILL_WEBHOOK_SECRET_FILE"));
    /** The launcher's and the platform's, which a worker inherits and does not read. */
    private static final Set<String> OTHERS = Set.of(
            "HADRILL_CACHE", "HADRILL_TEMPORAL_PORT", "HADRILL_UI_PORT", "HADRILL_HISTORY_PORT", "HADRILL_JDK_PLACES");

    /** Throws {@link Refused} with every complaint, not only the first. */
    static WorkerConfig from(Map<String, String> environment) {
        List<String> complaints = new ArrayList<>();
        environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !OWN.contains(name) && !OTHERS.contains(name))
                .sorted()
                .map(name -> name + " is no setting; there are: " + String.join(", ", OWN))
                .forEach(complaints::add);
        String homeText = value(environment, "HADRILL_HOME");
        if (homeText == null) {
            complaints.add("HADRILL_HOME must name hadrill's folder");
        }
        Path home = path(homeText, Path.of(""));
        Path stacks = path(value(environment, "HADRILL_STACKS"), home.resolve("stacks"));
        if (!Files.isDirectory(stacks)) {
            complaints.add("HADRILL_STACKS must be a folder of stack files, was " + stacks);
        }
        String url = value(environment, "HADRILL_HISTORY_URL");
        if (url == null || !url.startsWith("jdbc:postgresql://")) {
            complaints.add("HADRILL_HISTORY_URL must be jdbc:postgresql://host:port/database"
                    + (url == null ? "" : ", was " + url));
        }
        String id = orElse(
                value(environment, "HADRILL_WORKER_ID"),
                "pid-" + ProcessHandle.current().pid());
        if (!id.matches("[A-Za-z0-9_.-]{1,40}")) {
            complaints.add("HADRILL_WORKER_ID must be letters, digits, '_', '.' or '-', was " + id);
        }
        ClientConfigProfile temporal = temporal(environment, complaints);
        Integer metricsPort = metricsPort(environment, complaints);
        Receiver webhook = webhook(environment, complaints);
        if (!complaints.isEmpty()) {
            throw new Refused(complaints);
        }
        return new WorkerConfig(
                temporal,
                home,
                path(value(environment, "HADRILL_DATA"), home.resolve(".hadrill")),
                stacks,
                orElse(url, ""),
                orElse(value(environment, "HADRILL_HISTORY_USER"), "hadrill"),
                orElse(value(environment, "HADRILL_HISTORY_PASSWORD"), ""),
                id,
                metricsPort,
                webhook);
    }

    private static @Nullable Integer metricsPort(Map<String, String> environment, List<String> complaints) {
        String text = value(environment, "HADRILL_METRICS_PORT");
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > HIGHEST_PORT) {
            complaints.add("HADRILL_METRICS_PORT must be a port from 1 to 65535, or 0 for any, was " + text);
            return null;
        }
        return Integer.valueOf(text);
    }

    private static @Nullable Receiver webhook(Map<String, String> environment, List<String> complaints) {
        String url = value(environment, "HADRILL_WEBHOOK_URL");
        String file = value(environment, "HADRILL_WEBHOOK_SECRET_FILE");
        if (url == null && file == null) {
            return null;
        }
        HttpUrl address = url == null ? null : checked("HADRILL_WEBHOOK_URL", () -> Receiver.url(url), complaints);
        SecretKey key = file == null
                ? null
                : checked("HADRILL_WEBHOOK_SECRET_FILE " + file, () -> Receiver.key(text(file)), complaints);
        if (url == null || file == null) {
            complaints.add("HADRILL_WEBHOOK_URL and HADRILL_WEBHOOK_SECRET_FILE belong together; only %s is set"
                    .formatted(url == null ? "the second" : "the first"));
        }
        return address == null || key == null ? null : new Receiver(address, key);
    }

    private static <T> @Nullable T checked(String what, Supplier<T> value, List<String> complaints) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            complaints.add(what + " " + e.getMessage());
            return null;
        }
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read: " + e, e);
        }
    }

    private static ClientConfigProfile temporal(Map<String, String> environment, List<String> complaints) {
        ClientConfigProfile profile = ClientConfigProfile.getDefaultInstance();
        try {
            profile = ClientConfigProfile.load(LoadClientConfigProfileOptions.newBuilder()
                    .setEnvOverrides(environment)
                    .build());
        } catch (IOException | RuntimeException e) {
            complaints.add("the Temporal configuration cannot be read: " + e.getMessage());
        }
        String address = orElse(profile.getAddress(), "127.0.0.1:7233");
        if (!address.matches("\\S+:\\d{1,5}")) {
            complaints.add("TEMPORAL_ADDRESS must be host:port, was " + address);
        }
        ClientConfigProfile complete = profile.toBuilder()
                .setAddress(address)
                .setNamespace(orElse(profile.getNamespace(), "default"))
                .build();
        requireReadableTls(complete, complaints);
        return complete;
    }

    /** Certificates and keys are read now, not when the worker connects. */
    private static void requireReadableTls(ClientConfigProfile profile, List<String> complaints) {
        try {
            profile.toWorkflowServiceStubsOptions();
        } catch (RuntimeException e) {
            Throwable last = e;
            while (last.getCause() != null) {
                last = last.getCause();
            }
            complaints.add("the Temporal configuration's TLS cannot be used: %s: %s; check %s"
                    .formatted(last.getClass().getSimpleName(), last.getMessage(), CREDENTIALS));
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "worker %s: Temporal %s (%s), history %s, stacks %s, data %s, webhook %s"
                .formatted(
                        workerId,
                        temporal.getAddress(),
                        temporal.getNamespace(),
                        historyUrl,
                        stacks,
                        data,
                        webhook == null ? "none" : webhook);
    }

    private static @Nullable String value(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static Path path(@Nullable String text, Path otherwise) {
        return (text == null ? otherwise : Path.of(text)).toAbsolutePath().normalize();
    }

    /** A configuration that cannot work. */
    static final class Refused extends RuntimeException {
        private final List<String> complaints;

        Refused(List<String> complaints) {
            super(String.join("\n", complaints));
            this.complaints = List.copyOf(complaints);
        }

        List<String> complaints() {
            return complaints;
        }
    }
}
