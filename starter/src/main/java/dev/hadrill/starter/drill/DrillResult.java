package dev.hadrill.starter.drill;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.hadrill.workflows.drill.DrillSummary;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A drill as {@code --json} tells it.
 *
 * @param evidencePath where its evidence was laid; null while the history does not have it
 */
public record DrillResult(
        @JsonUnwrapped DrillSummary drill, @Nullable String evidencePath) {
    public static DrillResult of(DrillSummary drill, @Nullable Path evidence) {
        return new DrillResult(drill, evidence == null ? null : evidence.toString());
    }
}
