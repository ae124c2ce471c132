package dev.hadrill.activities.postgres;

import dev.hadrill.activities.docker.Await;
import dev.hadrill.activities.docker.Exec;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A row written on the primary and awaited on the standby: it does not only stream, it replays. */
record MarkerRow(PostgresMember primary, PostgresMember standby) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Empty when it arrived, else what a person must look at. The schema is dropped again either way. */
    Optional<String> replays() {
        String marker = UUID.randomUUID().toString();
        Exec written = primary.sql(
                Duration.ofSeconds(5),
                "CREATE SCHEMA IF NOT EXISTS hadrill_drill",
                "CREATE TABLE IF NOT EXISTS hadrill_drill.rejoined (marker text)",
                "INSERT INTO hadrill_drill.rejoined VALUES ('%s')".formatted(marker));
        if (!written.ok()) {
            return Optional.of("%s takes no write: %s".formatted(primary.service(), written.complaint()));
        }
        boolean replayed = Await.until(
                PATIENCE,
                () -> standby.sql(
                                Duration.ofSeconds(5),
                                "SELECT count(*) FROM hadrill_drill.rejoined WHERE marker = '%s'".formatted(marker))
                        .stdout()
                        .strip()
                        .equals("1"));
        primary.sql(Duration.ofSeconds(5), "DROP SCHEMA IF EXISTS hadrill_drill CASCADE");
        return replayed
                ? Optional.empty()
                : Optional.of(
                        "%s streams from %s but has not replayed a marker row within %d s: see pg_stat_replication"
                                .formatted(standby.service(), primary.service(), PATIENCE.toSeconds()));
    }
}
