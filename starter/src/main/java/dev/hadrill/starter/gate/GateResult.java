package dev.hadrill.starter.gate;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.hadrill.workflows.gate.GateSummary;
import org.jspecify.annotations.Nullable;

/**
 * A gate as {@code --json} tells it.
 *
 * @param bundle the folder; null while the history does not have it
 */
public record GateResult(
        @JsonUnwrapped GateSummary gate,
        @Nullable String bundle,
        @Nullable String zip) {
    public static GateResult of(GateSummary gate, @Nullable Bundle laid) {
        return new GateResult(
                gate,
                laid == null ? null : laid.folder().toString(),
                laid == null ? null : laid.zip().toString());
    }
}
