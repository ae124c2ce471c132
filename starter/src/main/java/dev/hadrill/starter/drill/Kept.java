package dev.hadrill.starter.drill;

import dev.hadrill.starter.engine.Reasons;
import dev.hadrill.starter.evidence.EvidenceFolder;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.workflows.drill.DrillSummary;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an ended drill left.
 *
 * @param summary null when nothing was kept
 * @param folder where its evidence was laid; null while the history does not have it
 * @param trouble what to tell the caller; null when all went well
 */
public record Kept(
        @Nullable DrillSummary summary,
        @Nullable Path folder,
        @Nullable String trouble) {
    /** Blocks on the history, for 2 s at most while it is down. */
    public static Kept of(Connection connection, String drillId, DrillEnd end, Path reportDir) {
        DrillSummary summary = end.summary();
        try (Records records = new Records(connection)) {
            if (summary == null) {
                summary = records.find(drillId).orElse(null); // a drill that failed after the fault is kept too
            }
            Path folder = summary == null
                    ? null
                    : records.evidence(drillId)
                            .map(files -> EvidenceFolder.lay(reportDir, files))
                            .orElse(null);
            return new Kept(summary, folder, end.failure());
        } catch (ApplicationFailure e) {
            String trouble = summary == null
                    ? end.failure()
                    : Reasons.of(e) + "; the evidence waits in the worker's outbox and is shipped when it is back;"
                            + " then: hadrill report " + drillId;
            return new Kept(summary, null, trouble);
        }
    }
}
