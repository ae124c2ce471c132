package dev.hadrill.starter.platform;

import dev.hadrill.starter.CommandFailed;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.Optional;

/**
 * How to reach Temporal and the history: what the environment says, else the platform that is up, else the defaults.
 *
 * <p>{@code temporal} always has an address and a namespace; it carries TLS, API key and headers of a profile.
 */
public record Connection(ClientConfigProfile temporal, String historyUrl, String historyUser, String historyPassword) {
    static final String DATABASE = "hadrill";

    public static Connection of(Settings settings) {
        Optional<Addresses> running = Platform.current(settings.data()).map(Platform::addresses);
        return new Connection(
                temporal(settings, running),
                settings.externalHistory()
                        .or(() -> running.map(Addresses::historyUrl))
                        .orElse(historyUrl(settings.historyPort())),
                settings.value("HADRILL_HISTORY_USER")
                        .or(() -> running.map(Addresses::historyUser))
                        .orElse(DATABASE),
                settings.value("HADRILL_HISTORY_PASSWORD")
                        .or(() -> ownPassword(settings))
                        .orElse(""));
    }

    /** The local password goes to the local history only. */
    private static Optional<String> ownPassword(Settings settings) {
        return settings.externalHistory().isPresent() ? Optional.empty() : Secrets.historyPassword(settings.data());
    }

    public String temporalAddress() {
        return temporal.getAddress();
    }

    public String namespace() {
        return temporal.getNamespace();
    }

    /** Reads the certificates and keys that the profile names. */
    public WorkflowServiceStubsOptions stubsOptions() {
        try {
            return temporal.toWorkflowServiceStubsOptions();
        } catch (RuntimeException e) {
            Throwable last = e;
            while (last.getCause() != null) {
                last = last.getCause();
            }
            throw new CommandFailed(
                    "the Temporal configuration's TLS cannot be used: %s: %s; check TEMPORAL_TLS_CLIENT_CERT_PATH, TEMPORAL_TLS_CLIENT_KEY_PATH and TEMPORAL_TLS_SERVER_CA_CERT_PATH, or the profile's tls"
                            .formatted(last.getClass().getSimpleName(), last.getMessage()),
                    e);
        }
    }

    static String historyUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    @Override
    public String toString() {
        return "Connection[" + temporalAddress() + ", " + namespace() + ", " + historyUrl + "]";
    }

    private static ClientConfigProfile temporal(Settings settings, Optional<Addresses> running) {
        ClientConfigProfile given = settings.temporalProfile();
        ClientConfigProfile.Builder complete = given.toBuilder();
        if (given.getAddress() == null) {
            complete.setAddress(running.map(Addresses::temporal).orElse("127.0.0.1:" + settings.temporalPort()));
        }
        if (given.getNamespace() == null) {
            complete.setNamespace(running.map(Addresses::namespace).orElse("default"));
        }
        return complete.build();
    }
}
