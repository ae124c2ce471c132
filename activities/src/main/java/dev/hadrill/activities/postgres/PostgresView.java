package dev.hadrill.activities.postgres;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a running server says of itself.
 *
 * @param lsn written by a primary, received by a standby
 * @param receiver the state of a standby's WAL receiver
 * @param senders whom it sends WAL to
 */
record PostgresView(
        boolean inRecovery,
        String systemId,
        int timeline,
        String lsn,
        @Nullable String receiver,
        List<Sender> senders) {
    /** One that receives this server's WAL. */
    record Sender(@Nullable String address, String state) {}

    // A control file shows a promotion only after its checkpoint: the current WAL file's name is ahead of it.
    static final String TIMELINE = """
            CASE WHEN pg_is_in_recovery() \
            THEN greatest(\
            (SELECT received_tli FROM pg_stat_wal_receiver), \
            (SELECT timeline_id FROM pg_control_checkpoint()), \
            (SELECT min_recovery_end_timeline FROM pg_control_recovery())) \
            ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int END\
            """;

    static final String SQL = """
            SELECT json_build_object(
              'in_recovery', pg_is_in_recovery(),
              'system_id', (SELECT system_identifier::text FROM pg_control_system()),
              'timeline', %s,
              'lsn', (CASE WHEN pg_is_in_recovery()
                THEN coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn(), '0/0'::pg_lsn)
                ELSE pg_current_wal_lsn() END)::text,
              'receiver', (SELECT status FROM pg_stat_wal_receiver),
              'senders', (SELECT coalesce(json_agg(json_build_object('address', host(client_addr), 'state', state)), '[]')
                FROM pg_stat_replication))\
            """.formatted(TIMELINE);

    boolean sendsTo(java.util.Collection<String> addresses) {
        return senders.stream()
                .anyMatch(sender -> "streaming".equals(sender.state()) && addresses.contains(sender.address()));
    }
}
