package dev.hadrill.starter.platform;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why Temporal does not talk to us however often it is asked: TLS, or credentials. */
public final class Refusal {
    private Refusal() {}

    /** One line with what to look at; empty for what may pass by itself. */
    public static Optional<String> of(StatusRuntimeException e) {
        Status status = e.getStatus();
        if (status.getCode() == Status.Code.UNAUTHENTICATED || status.getCode() == Status.Code.PERMISSION_DENIED) {
            return Optional.of("%s, %s; check TEMPORAL_API_KEY, TEMPORAL_NAMESPACE, or the profile"
                    .formatted(status.getCode(), oneLine(status.getDescription())));
        }
        Throwable last = e;
        boolean tls = false;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            tls |= cause instanceof SSLException;
            last = cause;
        }
        return tls
                ? Optional.of(
                        "TLS failed, %s; check TEMPORAL_TLS_SERVER_CA_CERT_PATH, TEMPORAL_TLS_CLIENT_CERT_PATH and _KEY_PATH, or the profile's tls"
                                .formatted(oneLine(last.getMessage())))
                : Optional.empty();
    }

    private static String oneLine(@Nullable String text) {
        return text == null ? "without a reason" : text.lines().findFirst().orElse("without a reason");
    }
}
