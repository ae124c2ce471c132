package dev.hadrill.starter.drill;

import dev.hadrill.starter.engine.Reasons;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Platform;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.starter.stacks.StackFolder;
import dev.hadrill.workflows.history.Overdue;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which drills are overdue, as far as the stack files of this machine and the history tell.
 *
 * @param overdue null when it is not known
 * @param trouble what was in the way; null when nothing was
 */
public record OverdueDrills(
        @Nullable List<Overdue> overdue, @Nullable String trouble) {

    /** Blocks on the history, for 2 s at most while it is down; never fails. */
    public static OverdueDrills ask(Settings settings) {
        StackFolder folder = StackFolder.read(settings.stacks());
        List<String> troubles = new ArrayList<>(folder.troubles());
        List<Overdue> overdue = null;
        if (Overdue.of(folder.stacks(), List.of(), Instant.now()).isEmpty()) {
            overdue = List.of(); // no stack file says when a drill is
        } else if (Platform.current(settings.data()).isEmpty()
                && settings.externalHistory().isEmpty()) {
            troubles.add("the history is down");
        } else {
            try (Records records = new Records(Connection.of(settings))) {
                overdue = Overdue.of(folder.stacks(), records.lastMeasured(), Instant.now());
            } catch (ApplicationFailure e) {
                troubles.add(Reasons.of(e));
            }
        }
        return new OverdueDrills(overdue, troubles.isEmpty() ? null : String.join("; ", troubles));
    }

    /** For people; empty when all were measured lately. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (overdue != null) {
            overdue.stream()
                    .map(Overdue::finding)
                    .forEach(finding -> lines.add("overdue     %s: %s; run: %s"
                            .formatted(finding.subject(), finding.what(), finding.remedy())));
        }
        if (trouble != null) {
            lines.add("overdue     not known: " + trouble);
        }
        return lines;
    }
}
