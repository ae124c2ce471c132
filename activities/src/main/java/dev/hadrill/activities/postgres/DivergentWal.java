package dev.hadrill.activities.postgres;

import dev.hadrill.activities.docker.Exec;
import dev.hadrill.workflows.ledger.LedgerNames;
import dev.hadrill.workflows.ledger.WalLoss;
import dev.hadrill.workflows.ledger.Write.Side;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a dead primary's log holds beyond the point where the promoted one left its timeline. Reads only. */
record DivergentWal(DeadMember dead, PostgresMember primary, String drillId) {
    private static final Duration STATEMENT = Duration.ofSeconds(5);

    /** Takes two seconds; a failure is the problem that it returns. */
    WalLoss read(int deadTimeline, int newTimeline) {
        String switchPoint = "";
        try {
            String history = ask("SELECT pg_read_file('pg_wal/%s.history')".formatted("%08X".formatted(newTimeline)));
            switchPoint = switchPoint(history, deadTimeline)
                    .orElseThrow(() ->
                            new IllegalStateException("the history of timeline %d does not tell where %d was left: %s"
                                    .formatted(newTimeline, deadTimeline, history)));
            String relation = relation();
            Exec counted = dead.countLost(deadTimeline, switchPoint, relation.isEmpty() ? "none" : relation);
            if (!counted.ok()) {
                throw new IllegalStateException(counted.complaint());
            }
            return parse(counted.stdout(), deadTimeline, switchPoint);
        } catch (RuntimeException e) {
            return new WalLoss(deadTimeline, switchPoint, 0, 0, String.valueOf(e.getMessage()));
        }
    }

    /** As pg_waldump names it: physical replication keeps the files' names. Empty when the table is not there. */
    private String relation() {
        return ask("""
                SELECT coalesce(nullif(c.reltablespace, 0), d.dattablespace) || '/' || d.oid || '/' || pg_relation_filenode(c.oid)
                FROM pg_class c, pg_database d
                WHERE c.oid = to_regclass('%s') AND d.datname = current_database()\
                """.formatted(LedgerNames.table(drillId, Side.APPLICATION)));
    }

    private String ask(String sql) {
        Exec answer = primary.sql(STATEMENT, sql);
        if (!answer.ok()) {
            throw new IllegalStateException("%s: %s".formatted(primary.service(), answer.complaint()));
        }
        return answer.stdout().strip();
    }

    /** Out of a timeline history file: parent timeline, switch point, reason. */
    static Optional<String> switchPoint(String history, int timeline) {
        return history.lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(parts -> parts.length > 1 && parts[0].equals(String.valueOf(timeline)))
                .filter(parts -> parts[1].matches("[0-9A-F]+/[0-9A-F]+"))
                .map(parts -> parts[1])
                .findFirst();
    }

    /** Out of what {@code count-lost.sh} prints. */
    static WalLoss parse(String text, int timeline, String switchPoint) {
        Map<String, String> lines = new HashMap<>();
        text.lines().forEach(line -> {
            int space = line.indexOf(' ');
            if (space > 0) {
                lines.put(line.substring(0, space), line.substring(space + 1));
            }
        });
        String end = lines.getOrDefault("end", "nothing");
        boolean endOfLog = end.contains("could not find a valid record")
                || end.contains("error in WAL record")
                || end.contains("invalid record length");
        if (!endOfLog && lines.getOrDefault("records", "0").equals("0")) {
            return new WalLoss(timeline, switchPoint, 0, 0, "pg_waldump found no log to read: " + end);
        }
        return new WalLoss(
                timeline,
                switchPoint,
                Integer.parseInt(lines.getOrDefault("commits", "0")),
                Integer.parseInt(lines.getOrDefault("ledger", "0")),
                null);
    }
}
