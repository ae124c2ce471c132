CREATE TABLE drill (
    drill_id            text PRIMARY KEY,
    workflow_id         text             NOT NULL,
    stack               text             NOT NULL,
    scenario            text             NOT NULL,
    release             text,
    target_container    text,
    started_at          timestamptz      NOT NULL,
    finished_at         timestamptz,
    verdict             text CHECK (verdict IN ('PASSED', 'FAILED', 'INCONCLUSIVE')),
    reason              text,
    rto_budget_sec      double precision NOT NULL CHECK (rto_budget_sec > 0),
    rto_sec             double precision,
    rto_lo_sec          double precision,
    rto_hi_sec          double precision,
    recovered           boolean,
    redundancy_restored boolean,
    evidence            text
);

COMMENT ON TABLE drill IS 'One row per drill, whatever its verdict.';
COMMENT ON COLUMN drill.drill_id IS 'Names the drill everywhere: the id of its first Temporal run.';
COMMENT ON COLUMN drill.workflow_id IS 'The Temporal workflow id under which it ran; a person may have chosen it, and it may repeat.';
COMMENT ON COLUMN drill.stack IS 'The stack that was drilled, by the name in its stack file.';
COMMENT ON COLUMN drill.scenario IS 'What was rehearsed, for example redis_kill.';
COMMENT ON COLUMN drill.release IS 'The release candidate under test; null when nobody named one.';
COMMENT ON COLUMN drill.target_container IS 'The container that the fault hit; null when no fault was injected.';
COMMENT ON COLUMN drill.started_at IS 'When the drill started, by the wall clock.';
COMMENT ON COLUMN drill.finished_at IS 'When the verdict was reached, by the wall clock; null while there is none.';
COMMENT ON COLUMN drill.verdict IS 'PASSED, FAILED or INCONCLUSIVE. An inconclusive drill measured nothing that counts: leave it out of trends.';
COMMENT ON COLUMN drill.reason IS 'Why the verdict is what it is, in words.';
COMMENT ON COLUMN drill.rto_budget_sec IS 'The longest recovery time that passes, in seconds.';
COMMENT ON COLUMN drill.rto_sec IS 'Recovery time in seconds: the midpoint of rto_lo_sec and rto_hi_sec. Where recovered is false it is only a lower bound: never average it.';
COMMENT ON COLUMN drill.rto_lo_sec IS 'The recovery took at least this many seconds.';
COMMENT ON COLUMN drill.rto_hi_sec IS 'The recovery took at most this many seconds; null when the service did not recover while it was observed.';
COMMENT ON COLUMN drill.recovered IS 'Whether the service recovered while it was observed; null without a measurement.';
COMMENT ON COLUMN drill.redundancy_restored IS 'Whether the stack was left as redundant as it was found; null when nothing had to be restored.';
COMMENT ON COLUMN drill.evidence IS 'The name of the evidence folder; its files are in drill_evidence.';

CREATE INDEX drill_by_time ON drill (started_at DESC);
CREATE INDEX drill_by_scenario ON drill (stack, scenario, started_at DESC);
CREATE INDEX drill_by_release ON drill (release, scenario) WHERE release IS NOT NULL;
CREATE INDEX drill_by_workflow ON drill (workflow_id, started_at DESC);

CREATE TABLE drill_event (
    drill_id   text        NOT NULL REFERENCES drill,
    seq        integer     NOT NULL CHECK (seq >= 0),
    type       text        NOT NULL,
    at_wall    timestamptz NOT NULL,
    at_mono_ns bigint,
    boot_id    text,
    payload    jsonb       NOT NULL,
    PRIMARY KEY (drill_id, seq)
);

COMMENT ON TABLE drill_event IS 'What happened in a drill, in order; rows are only ever added. The row in drill follows from these.';
COMMENT ON COLUMN drill_event.drill_id IS 'The drill.';
COMMENT ON COLUMN drill_event.seq IS 'The position of the event in its drill, from 0.';
COMMENT ON COLUMN drill_event.type IS 'What happened, in the past tense, for example fault_injected.';
COMMENT ON COLUMN drill_event.at_wall IS 'When, by the wall clock: a label, never subtract two of these.';
COMMENT ON COLUMN drill_event.at_mono_ns IS 'When, in nanoseconds of the monotonic clock: differences between rows of one boot_id are exact. Null where only a wall clock was at hand.';
COMMENT ON COLUMN drill_event.boot_id IS 'The boot of the machine that at_mono_ns counts from.';
COMMENT ON COLUMN drill_event.payload IS 'The whole event as JSON.';

CREATE INDEX drill_event_by_type ON drill_event (type);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP;
END
$$;

CREATE TRIGGER drill_event_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON drill_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE drill_samples (
    drill_id text    NOT NULL,
    probe    text    NOT NULL,
    attempt  integer NOT NULL,
    seq      integer NOT NULL,
    samples  bytea   NOT NULL,
    PRIMARY KEY (drill_id, probe, attempt, seq)
);
ALTER TABLE drill_samples ALTER COLUMN samples SET STORAGE EXTERNAL; -- deflated already

COMMENT ON TABLE drill_samples IS 'Every single probe of a drill, packed; the evidence''s health-timeline.csv shows the deciding probe''s.';
COMMENT ON COLUMN drill_samples.drill_id IS 'The drill; its row in drill comes later than its first samples.';
COMMENT ON COLUMN drill_samples.probe IS 'The probe, by its name in the stack file.';
COMMENT ON COLUMN drill_samples.attempt IS 'Which attempt at observing: more than one when a worker died while it looked.';
COMMENT ON COLUMN drill_samples.seq IS 'The position of the segment in its attempt.';
COMMENT ON COLUMN drill_samples.samples IS 'The segment, in hadrill''s own compact form.';

CREATE TABLE drill_evidence (
    drill_id text  NOT NULL,
    file     text  NOT NULL,
    folder   text  NOT NULL,
    content  bytea NOT NULL,
    sha256   text  GENERATED ALWAYS AS (encode(sha256(content), 'hex')) STORED,
    PRIMARY KEY (drill_id, file)
);

COMMENT ON TABLE drill_evidence IS 'The files that a drill left.';
COMMENT ON COLUMN drill_evidence.drill_id IS 'The drill.';
COMMENT ON COLUMN drill_evidence.file IS 'The file''s name.';
COMMENT ON COLUMN drill_evidence.folder IS 'The name of the folder that the files belong in.';
COMMENT ON COLUMN drill_evidence.content IS 'The file, byte for byte; text files are UTF-8.';
COMMENT ON COLUMN drill_evidence.sha256 IS 'The SHA-256 of the content, in hexadecimal.';
