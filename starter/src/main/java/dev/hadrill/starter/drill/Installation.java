package dev.hadrill.starter.drill;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.engine.Engine;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.workflows.TaskQueues;
import io.grpc.StatusRuntimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the commands use that is not this machine's own platform, as it answers now.
 *
 * @param workers how many work for hadrill's task queue; one that ended is counted for a minute after
 * @param temporalTrouble null when Temporal answers
 * @param historyTrouble null when the history answers
 */
public record Installation(
        String temporal,
        String namespace,
        int workers,
        @Nullable String temporalTrouble,
        String historyUrl,
        @Nullable String historyTrouble) {

    /** Blocks on Temporal, for 6 s at most; never fails. */
    public static Installation ask(Connection connection, Undelivered history) {
        int workers = 0;
        String trouble = null;
        try (Engine engine = Engine.reach(connection)) {
            workers = engine.workers();
        } catch (CommandFailed e) {
            trouble = String.valueOf(e.getMessage()).replace(Engine.START, "; check TEMPORAL_ADDRESS, or the profile");
        } catch (StatusRuntimeException e) {
            trouble = "task queue %s cannot be described: %s".formatted(TaskQueues.HADRILL, e.getStatus());
        }
        return new Installation(
                connection.temporalAddress(),
                connection.namespace(),
                workers,
                trouble,
                connection.historyUrl(),
                history.trouble());
    }

    /** Whether a drill can be run and kept. */
    @JsonIgnore
    public boolean isUp() {
        return temporalTrouble == null && historyTrouble == null && workers > 0;
    }

    /** For people. */
    public List<String> lines() {
        return List.of(
                "Temporal    %s, namespace %s (from the environment): %s"
                        .formatted(temporal, namespace, temporalTrouble == null ? "answers" : temporalTrouble),
                "history     %s: %s".formatted(historyUrl, historyTrouble == null ? "answers" : historyTrouble),
                "workers     %d on task queue %s%s"
                        .formatted(
                                workers,
                                TaskQueues.HADRILL,
                                workers == 0 && temporalTrouble == null ? ": no drill can be run" : ""));
    }
}
