package dev.hadrill.starter.drill;

import dev.hadrill.db.JdbiNotices;
import dev.hadrill.starter.engine.Reasons;
import dev.hadrill.starter.platform.Connection;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the webhook was not told, as far as the history tells.
 *
 * @param backlog null when it is not known
 * @param trouble what was in the way; null when nothing was
 */
public record Undelivered(
        JdbiNotices.@Nullable Backlog backlog, @Nullable String trouble) {

    /** Blocks on the history, for 2 s at most while it is down; never fails. */
    public static Undelivered ask(Connection connection) {
        try (Records records = new Records(connection)) {
            return new Undelivered(records.undelivered(), null);
        } catch (ApplicationFailure e) {
            return new Undelivered(null, Reasons.of(e));
        }
    }

    /** For people; empty when there are none. */
    public List<String> lines() {
        if (backlog == null || backlog.waiting() + backlog.givenUp() == 0) {
            return List.of();
        }
        return List.of("webhook     %d notices wait for their next attempt, %d were given up; see docs/webhook.md"
                .formatted(backlog.waiting(), backlog.givenUp()));
    }
}
