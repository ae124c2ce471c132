ALTER TABLE drill ALTER COLUMN rto_budget_sec DROP NOT NULL;
ALTER TABLE drill
    ADD COLUMN machine_rto_sec double precision,
    ADD COLUMN lost_writes     integer,
    ADD COLUMN lost_sec        double precision;

COMMENT ON TABLE drill IS 'One row per drill, whatever its verdict, and per observation of somebody else''s outage (scenario observe), which has none.';
COMMENT ON COLUMN drill.verdict IS 'PASSED, FAILED or INCONCLUSIVE. An inconclusive drill measured nothing that counts: leave it out of trends. Null while there is none, and for an observation.';
COMMENT ON COLUMN drill.rto_budget_sec IS 'The longest recovery time that passes, in seconds; null for an observation, which has no budget.';
COMMENT ON COLUMN drill.machine_rto_sec IS 'rto_sec without the time that a person was waited for; null without a recovery.';
COMMENT ON COLUMN drill.lost_writes IS 'Acknowledged writes that were lost, over all stores, by the last reading; null where no ledger was read, or a store could not be.';
COMMENT ON COLUMN drill.lost_sec IS 'Seconds from the fault back to the earliest acknowledged write that was lost; 0 when none was, null as lost_writes is.';

CREATE TABLE drill_probe (
    drill_id          text             NOT NULL REFERENCES drill,
    probe             text             NOT NULL,
    question          text,
    expectation       text,
    decides           boolean          NOT NULL,
    leads             boolean          NOT NULL,
    interval_ms       double precision NOT NULL,
    timeout_ms        double precision NOT NULL,
    total             integer          NOT NULL,
    bad               integer          NOT NULL,
    slow              integer          NOT NULL,
    outages           integer          NOT NULL,
    flaps             integer          NOT NULL,
    outage_lo_sec     double precision NOT NULL,
    outage_hi_sec     double precision,
    rto_lo_sec        double precision,
    rto_hi_sec        double precision,
    first_good_lo_sec double precision,
    first_good_hi_sec double precision,
    before_p50_ms     double precision,
    before_p99_ms     double precision,
    during_p50_ms     double precision,
    during_p99_ms     double precision,
    after_p50_ms      double precision,
    after_p99_ms      double precision,
    lag_p50_ms        double precision NOT NULL,
    lag_p99_ms        double precision NOT NULL,
    lag_max_ms        double precision NOT NULL,
    late              integer          NOT NULL,
    gaps              integer          NOT NULL,
    PRIMARY KEY (drill_id, probe)
);

COMMENT ON TABLE drill_probe IS 'What each probe of a drill saw, in figures. Follows from drill_event.';
COMMENT ON COLUMN drill_probe.drill_id IS 'The drill.';
COMMENT ON COLUMN drill_probe.probe IS 'The probe, by its name in the stack file.';
COMMENT ON COLUMN drill_probe.question IS 'What it asked: an address, or a line to a client inside the stack; null in drills of before it was kept.';
COMMENT ON COLUMN drill_probe.expectation IS 'What a good answer is; null in drills of before it was kept.';
COMMENT ON COLUMN drill_probe.decides IS 'Whether its outages are the drill''s: the drill has recovered when every such probe has.';
COMMENT ON COLUMN drill_probe.leads IS 'True for one probe of a drill: the one that asks as users do.';
COMMENT ON COLUMN drill_probe.interval_ms IS 'Milliseconds between its sendings, whatever became of the ones before.';
COMMENT ON COLUMN drill_probe.timeout_ms IS 'Milliseconds after which it was given up.';
COMMENT ON COLUMN drill_probe.total IS 'How many were sent that say something of the service.';
COMMENT ON COLUMN drill_probe.bad IS 'How many of these were bad.';
COMMENT ON COLUMN drill_probe.slow IS 'How many of the bad ones were right answers that came late.';
COMMENT ON COLUMN drill_probe.outages IS 'How many outages it saw; each has a row in drill_outage.';
COMMENT ON COLUMN drill_probe.flaps IS 'How often it was good again and then bad, before it was stable.';
COMMENT ON COLUMN drill_probe.outage_lo_sec IS 'Its outages lasted at least this many seconds together.';
COMMENT ON COLUMN drill_probe.outage_hi_sec IS 'Its outages lasted at most this many seconds together; null when one was not over while it was observed.';
COMMENT ON COLUMN drill_probe.rto_lo_sec IS 'By this probe alone the recovery took at least this many seconds from the fault; null without a confirmed fault.';
COMMENT ON COLUMN drill_probe.rto_hi_sec IS 'By this probe alone it took at most this many seconds; null without a confirmed fault or without a recovery.';
COMMENT ON COLUMN drill_probe.first_good_lo_sec IS 'At least so many seconds after the fault the service was first good again, if not for good; null without a confirmed fault, an outage, or such a probe.';
COMMENT ON COLUMN drill_probe.first_good_hi_sec IS 'At most so many seconds after the fault the service was first good again.';
COMMENT ON COLUMN drill_probe.before_p50_ms IS 'Half the answers before the first outage took at most this many milliseconds; null where none came, or it was not kept.';
COMMENT ON COLUMN drill_probe.before_p99_ms IS '99 of 100 answers before the first outage took at most this many milliseconds.';
COMMENT ON COLUMN drill_probe.during_p50_ms IS 'The same from the beginning of the first outage to the end of the last.';
COMMENT ON COLUMN drill_probe.during_p99_ms IS 'The same from the beginning of the first outage to the end of the last.';
COMMENT ON COLUMN drill_probe.after_p50_ms IS 'The same after the last outage.';
COMMENT ON COLUMN drill_probe.after_p99_ms IS 'The same after the last outage.';
COMMENT ON COLUMN drill_probe.lag_p50_ms IS 'Quality of the prober: half of the probes were sent at most this many milliseconds later than planned.';
COMMENT ON COLUMN drill_probe.lag_p99_ms IS 'Quality of the prober: 99 of 100 probes were sent at most this many milliseconds later than planned.';
COMMENT ON COLUMN drill_probe.lag_max_ms IS 'Quality of the prober: no probe was sent more milliseconds later than planned.';
COMMENT ON COLUMN drill_probe.late IS 'How many were sent more than an interval late.';
COMMENT ON COLUMN drill_probe.gaps IS 'How often nobody looked; an outage may have come and gone then, and the intervals are wider for it.';

CREATE INDEX drill_probe_by_name ON drill_probe (probe);

CREATE TABLE drill_outage (
    drill_id        text             NOT NULL,
    probe           text             NOT NULL,
    seq             integer          NOT NULL CHECK (seq >= 0),
    start_lo        timestamptz      NOT NULL,
    start_hi        timestamptz      NOT NULL,
    first_good_lo   timestamptz,
    first_good_hi   timestamptz,
    end_lo          timestamptz,
    end_hi          timestamptz,
    duration_lo_sec double precision NOT NULL,
    duration_hi_sec double precision,
    flaps           integer          NOT NULL,
    bad_probes      integer          NOT NULL,
    PRIMARY KEY (drill_id, probe, seq),
    FOREIGN KEY (drill_id, probe) REFERENCES drill_probe
);

COMMENT ON TABLE drill_outage IS 'Every span in which a probe of a drill was not served well, as an interval. Follows from drill_event.';
COMMENT ON COLUMN drill_outage.drill_id IS 'The drill.';
COMMENT ON COLUMN drill_outage.probe IS 'The probe that saw it.';
COMMENT ON COLUMN drill_outage.seq IS 'Its position among the outages of its probe, from 0.';
COMMENT ON COLUMN drill_outage.start_lo IS 'It began after this instant. The wall clock labels a monotonic one: to subtract, use the durations.';
COMMENT ON COLUMN drill_outage.start_hi IS 'It began before this instant.';
COMMENT ON COLUMN drill_outage.first_good_lo IS 'The service was first good again after this instant, if not for good; null when it was not.';
COMMENT ON COLUMN drill_outage.first_good_hi IS 'The service was first good again before this instant.';
COMMENT ON COLUMN drill_outage.end_lo IS 'It ended after this instant; null when it was not over while it was observed.';
COMMENT ON COLUMN drill_outage.end_hi IS 'It ended before this instant; null when it was not over while it was observed.';
COMMENT ON COLUMN drill_outage.duration_lo_sec IS 'It lasted at least this many seconds.';
COMMENT ON COLUMN drill_outage.duration_hi_sec IS 'It lasted at most this many seconds; null when it was not over while it was observed: never average it.';
COMMENT ON COLUMN drill_outage.flaps IS 'How often the service was good again and then bad, before it was stable.';
COMMENT ON COLUMN drill_outage.bad_probes IS 'How many probes were bad in it.';

CREATE INDEX drill_outage_by_time ON drill_outage (start_lo);

CREATE TABLE drill_phase (
    drill_id     text             NOT NULL REFERENCES drill,
    seq          integer          NOT NULL CHECK (seq >= 0),
    phase        text             NOT NULL,
    from_sec     double precision NOT NULL,
    to_sec       double precision NOT NULL,
    duration_sec double precision NOT NULL,
    error_sec    double precision NOT NULL,
    until        text             NOT NULL,
    PRIMARY KEY (drill_id, seq)
);

COMMENT ON TABLE drill_phase IS 'Where the recovery time of a drill went: the phases of one drill sum to its rto_sec. No rows without a recovery. Follows from drill_event.';
COMMENT ON COLUMN drill_phase.drill_id IS 'The drill.';
COMMENT ON COLUMN drill_phase.seq IS 'Its position in the order of time, from 0.';
COMMENT ON COLUMN drill_phase.phase IS 'detection, approval (a person, no machine time), promotion, reconnection, readmission, stabilising, or unattributed: what nothing that was seen explains. One may come more than once.';
COMMENT ON COLUMN drill_phase.from_sec IS 'It began so many seconds after the fault.';
COMMENT ON COLUMN drill_phase.to_sec IS 'It ended so many seconds after the fault.';
COMMENT ON COLUMN drill_phase.duration_sec IS 'to_sec less from_sec.';
COMMENT ON COLUMN drill_phase.error_sec IS 'By how many seconds to_sec may be off, either way.';
COMMENT ON COLUMN drill_phase.until IS 'What ended it, in words.';

CREATE INDEX drill_phase_by_phase ON drill_phase (phase);

CREATE TABLE drill_ledger (
    drill_id                 text    NOT NULL REFERENCES drill,
    store                    text    NOT NULL,
    reading                  text    NOT NULL CHECK (reading IN ('after_recovery', 'after_restoration')),
    readable                 boolean NOT NULL,
    problem                  text,
    complete                 boolean NOT NULL,
    sent                     integer NOT NULL,
    acknowledged             integer NOT NULL,
    failed                   integer NOT NULL,
    indeterminate            integer NOT NULL,
    lost                     integer,
    lost_first               text,
    lost_last                text,
    lost_sec                 double precision,
    duplicated               integer NOT NULL,
    reordered                integer NOT NULL,
    indeterminate_present    integer NOT NULL,
    unrecorded               integer NOT NULL,
    split_brain_acknowledged integer,
    split_brain_lost         integer,
    split_brain_sec          double precision,
    wal_timeline             integer,
    wal_switch_point         text,
    wal_commits              integer,
    wal_ledger_commits       integer,
    wal_problem              text,
    wal_agrees               boolean,
    PRIMARY KEY (drill_id, store, reading)
);

COMMENT ON TABLE drill_ledger IS 'What became of the ledger''s writes to each store, once after the recovery and once after redundancy was restored. Follows from drill_event.';
COMMENT ON COLUMN drill_ledger.drill_id IS 'The drill.';
COMMENT ON COLUMN drill_ledger.store IS 'The store, by its component''s name in the stack file.';
COMMENT ON COLUMN drill_ledger.reading IS 'after_recovery or after_restoration: what recovery brings back, restoring redundancy may take away.';
COMMENT ON COLUMN drill_ledger.readable IS 'Whether the store could be read back; where not, lost is null and the counts of what was read are 0.';
COMMENT ON COLUMN drill_ledger.problem IS 'Why it could not be read back.';
COMMENT ON COLUMN drill_ledger.complete IS 'False when part of the record of what was written is missing, because a worker died: losses may be more.';
COMMENT ON COLUMN drill_ledger.sent IS 'Writes that were tried as the application would.';
COMMENT ON COLUMN drill_ledger.acknowledged IS 'How many the store said were done.';
COMMENT ON COLUMN drill_ledger.failed IS 'How many the store refused, or was never asked for.';
COMMENT ON COLUMN drill_ledger.indeterminate IS 'How many nobody knows the fate of: no answer came.';
COMMENT ON COLUMN drill_ledger.lost IS 'How many acknowledged writes are gone: the RPO in writes; null where the store could not be read.';
COMMENT ON COLUMN drill_ledger.lost_first IS 'The first of these, as writer/sequence; null when none is gone.';
COMMENT ON COLUMN drill_ledger.lost_last IS 'The last of these, as writer/sequence; null when none is gone.';
COMMENT ON COLUMN drill_ledger.lost_sec IS 'Seconds from the fault back to the earliest acknowledgement that was lost: the RPO in time; 0 when none was, or it came after the fault.';
COMMENT ON COLUMN drill_ledger.duplicated IS 'How many writes are there more than once.';
COMMENT ON COLUMN drill_ledger.reordered IS 'How many writes are there after one that their writer wrote later.';
COMMENT ON COLUMN drill_ledger.indeterminate_present IS 'How many of the indeterminate ones are there.';
COMMENT ON COLUMN drill_ledger.unrecorded IS 'How many writes are there that no record tells of: written just before a worker died.';
COMMENT ON COLUMN drill_ledger.split_brain_acknowledged IS 'Writes that the old master or primary acknowledged after another had taken writes; null when it did not.';
COMMENT ON COLUMN drill_ledger.split_brain_lost IS 'How many of these are gone.';
COMMENT ON COLUMN drill_ledger.split_brain_sec IS 'Seconds from the first to the last of these.';
COMMENT ON COLUMN drill_ledger.wal_timeline IS 'The timeline of the dead primary''s log that was read; null where none was.';
COMMENT ON COLUMN drill_ledger.wal_switch_point IS 'Where the promoted server left that timeline.';
COMMENT ON COLUMN drill_ledger.wal_commits IS 'Transactions in that log beyond the switch point: all that were lost, the application''s too.';
COMMENT ON COLUMN drill_ledger.wal_ledger_commits IS 'How many of these wrote to the ledger.';
COMMENT ON COLUMN drill_ledger.wal_problem IS 'Why that log could not be read; the counts are then null.';
COMMENT ON COLUMN drill_ledger.wal_agrees IS 'Whether that log holds every acknowledged write that is gone, and beyond them only indeterminate ones; null where there is nothing to compare.';

CREATE INDEX drill_ledger_with_losses ON drill_ledger (store) WHERE lost > 0;
