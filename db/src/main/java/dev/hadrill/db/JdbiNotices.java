package dev.hadrill.db;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** What waits to be told to the webhook. Blocks; fails as {@link HistoryDatabase} does. */
public final class JdbiNotices {
    private final HistoryDatabase database;

    public JdbiNotices(HistoryDatabase database) {
        this.database = database;
    }

    /**
     * A notice of which one attempt is the caller's.
     *
     * @param attempts with this one
     * @param dueAt when the next attempt is made if nothing is said of this one; null after the last
     */
    public record Due(
            String noticeId,
            String body,
            int attempts,
            @Nullable Instant dueAt) {}

    /**
     * How many are not delivered.
     *
     * @param waiting for their first attempt or for another
     * @param givenUp after the last
     */
    public record Backlog(int waiting, int givenUp) {}

    /** Once, however often what it is about is persisted. */
    static void add(Handle handle, String subject, VerdictNotice notice) {
        handle.createUpdate("""
                        INSERT INTO notice (notice_id, type, subject, body) VALUES (:id, :type, :subject, :body)
                        ON CONFLICT DO NOTHING""")
                .bind("id", notice.id())
                .bind("type", notice.type())
                .bind("subject", subject)
                .bind("body", StoredText.object(notice))
                .execute();
    }

    /**
     * Takes the one that is due for longest; no other worker gets it before its next attempt is due.
     *
     * @param pauses after each attempt that is followed by another
     */
    public Optional<Due> claim(List<Duration> pauses) {
        String seconds = pauses.stream()
                .map(pause -> Double.toString(pause.toMillis() / 1000.0))
                .collect(Collectors.joining(","));
        return database.in(handle -> handle.createQuery("""
                        UPDATE notice SET attempts = attempts + 1,
                            due_at = now() + make_interval(secs => (string_to_array(:pauses, ',')::float8[])[attempts + 1])
                        WHERE notice_id = (SELECT notice_id FROM notice WHERE delivered_at IS NULL AND due_at <= now()
                            ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING notice_id, body, attempts, due_at""")
                .bind("pauses", seconds)
                .map(ConstructorMapper.of(Due.class))
                .findOne());
    }

    public void delivered(String noticeId, String result) {
        settle(noticeId, result, ", delivered_at = now(), due_at = NULL");
    }

    /** It is tried again when it is due; after the last attempt it never is. */
    public void failed(String noticeId, String result) {
        settle(noticeId, result, "");
    }

    public void giveUp(String noticeId, String result) {
        settle(noticeId, result, ", due_at = NULL");
    }

    public Backlog backlog() {
        return database.in(handle ->
                handle.createQuery("""
                        SELECT count(due_at) AS waiting, count(*) - count(due_at) AS given_up
                        FROM notice WHERE delivered_at IS NULL""").map(ConstructorMapper.of(Backlog.class)).one());
    }

    /** A delivery stands, whatever a slower attempt says after it. */
    private void settle(String noticeId, String result, String also) {
        database.use(handle -> {
            handle.createUpdate("UPDATE notice SET last_result = :result" + also
                            + " WHERE notice_id = :id AND delivered_at IS NULL")
                    .bind("id", noticeId)
                    .bind("result", result)
                    .execute();
            handle.execute("DELETE FROM notice WHERE due_at IS NULL AND created_at < now() - interval '90 days'");
        });
    }
}
