package dev.hadrill.activities.postgres;

import dev.hadrill.activities.docker.Exec;
import dev.hadrill.workflows.Failures;
import java.time.Duration;
import java.util.Optional;

/** Promotes a standby and proves it; the runbook and the restoration share it. */
final class StandbyPromotion {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final String WRITE = """
            CREATE SCHEMA IF NOT EXISTS hadrill_drill;
            CREATE TABLE IF NOT EXISTS hadrill_drill.promotion (at timestamptz);
            INSERT INTO hadrill_drill.promotion VALUES (now());
            DROP SCHEMA hadrill_drill CASCADE\
            """;

    private StandbyPromotion() {}

    /**
     * Looks first: one that is out of recovery on a higher timeline was promoted. Then a write, a fresh look and a
     * checkpoint in one session: without the checkpoint the control file shows the old timeline, and a rewind would take
     * the old primary for one that need not be rewound.
     */
    static String promote(PostgresMember standby, int timelineBefore, String systemId) {
        PostgresView before = standby.look()
                .orElseThrow(() -> Failures.passing(
                        Failures.RUNBOOK_STOPPED, standby.service() + " does not answer; it is asked again", null));
        if (!before.systemId().equals(systemId)) {
            throw Failures.refuse(
                    Failures.RUNBOOK_STOPPED,
                    "%s is of another cluster: system identifier %s, expected %s"
                            .formatted(standby.service(), before.systemId(), systemId));
        }
        String promote = before.inRecovery() ? "SELECT pg_promote(true, 30)" : "SELECT true";
        Exec answer = standby.sql(PATIENCE, promote, WRITE, PostgresView.SQL, "CHECKPOINT");
        Optional<PostgresView> written =
                answer.stdout().strip().lines().skip(1).findFirst().map(PostgresMember::read);
        if (written.isEmpty()) {
            // pg_promote answers false when it timed out, not when it was cancelled: the next attempt looks again.
            throw Failures.passing(
                    Failures.RUNBOOK_STOPPED,
                    "%s: promotion and write: %s".formatted(standby.service(), answer.complaint()),
                    null);
        }
        PostgresView after = written.get();
        if (after.inRecovery() || after.timeline() <= timelineBefore) {
            throw Failures.refuse(
                    Failures.RUNBOOK_STOPPED,
                    "%s: expected it out of recovery on a timeline above %d, it is %s on timeline %d"
                            .formatted(
                                    standby.service(),
                                    timelineBefore,
                                    after.inRecovery() ? "in recovery" : "out of recovery",
                                    after.timeline()));
        }
        return "%s: pg_is_in_recovery() = f, timeline %d after %d, a write went through, %s%s"
                .formatted(
                        standby.service(),
                        after.timeline(),
                        timelineBefore,
                        answer.ok() ? "checkpoint done" : "checkpoint not done (" + answer.complaint() + ")",
                        before.inRecovery() ? "" : " (it was promoted already)");
    }
}
