package dev.hadrill.starter.platform;

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

    public WorkflowServiceStubsOptions stubsOptions() {
        return temporal.toWorkflowServiceStubsOptions();
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
