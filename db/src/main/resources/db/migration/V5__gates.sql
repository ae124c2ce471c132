CREATE TABLE gate (
    gate_id         text PRIMARY KEY,
    workflow_id     text        NOT NULL,
    stack           text        NOT NULL,
    release         text        NOT NULL,
    started_at      timestamptz NOT NULL,
    finished_at     timestamptz,
    verdict         text CHECK (verdict IN ('PASSED', 'FAILED', 'INCONCLUSIVE')),
    reason          text,
    baseline        text,
    drills          integer     NOT NULL,
    passed          integer     NOT NULL,
    failed          integer     NOT NULL,
    inconclusive    integer     NOT NULL,
    started_by      text,
    approval        text CHECK (approval IN ('APPROVED', 'REJECTED', 'MISSING')),
    approved_by     text,
    approval_reason text,
    config_sha256   text,
    evidence        text
);

COMMENT ON TABLE gate IS 'One row per release gate that began, whatever its verdict.';
COMMENT ON COLUMN gate.gate_id IS 'Names the gate everywhere: the id of its first Temporal run. Its files are in drill_evidence under it.';
COMMENT ON COLUMN gate.workflow_id IS 'The Temporal workflow id under which it ran; it repeats when a release is gated again.';
COMMENT ON COLUMN gate.stack IS 'The stack that was drilled, by the name in its stack file.';
COMMENT ON COLUMN gate.release IS 'The release candidate under test.';
COMMENT ON COLUMN gate.started_at IS 'When the gate started, by the wall clock.';
COMMENT ON COLUMN gate.finished_at IS 'When its verdict was final, by the wall clock.';
COMMENT ON COLUMN gate.verdict IS 'PASSED, FAILED or INCONCLUSIVE. Only PASSED lets a release through.';
COMMENT ON COLUMN gate.reason IS 'Why the verdict is what it is, in words, the gravest first.';
COMMENT ON COLUMN gate.baseline IS 'The release that it was to be compared with; null where that was the last drills of any other.';
COMMENT ON COLUMN gate.drills IS 'How many drills were planned.';
COMMENT ON COLUMN gate.passed IS 'How many of them passed.';
COMMENT ON COLUMN gate.failed IS 'How many of them failed.';
COMMENT ON COLUMN gate.inconclusive IS 'How many of them were inconclusive. What is missing from drills has no verdict: refused, broken or not run.';
COMMENT ON COLUMN gate.started_by IS 'Who wanted it; null when nobody said.';
COMMENT ON COLUMN gate.approval IS 'What came of the question to a person: APPROVED, REJECTED, or MISSING when the deadline passed; null when nobody was asked.';
COMMENT ON COLUMN gate.approved_by IS 'Who approved or rejected it.';
COMMENT ON COLUMN gate.approval_reason IS 'Why, in that person''s words.';
COMMENT ON COLUMN gate.config_sha256 IS 'The SHA-256 of the stack file when the gate began.';
COMMENT ON COLUMN gate.evidence IS 'The name of the bundle''s folder.';

CREATE INDEX gate_by_release ON gate (stack, release, started_at DESC);
CREATE INDEX gate_by_workflow ON gate (workflow_id, started_at DESC);

CREATE TABLE gate_drill (
    gate_id     text    NOT NULL REFERENCES gate,
    seq         integer NOT NULL CHECK (seq >= 0),
    scenario    text    NOT NULL,
    round       integer NOT NULL CHECK (round >= 1),
    workflow_id text    NOT NULL,
    drill_id    text,
    ran         boolean NOT NULL,
    verdict     text CHECK (verdict IN ('PASSED', 'FAILED', 'INCONCLUSIVE')),
    failure     text,
    PRIMARY KEY (gate_id, seq)
);

COMMENT ON TABLE gate_drill IS 'Every drill that a gate planned, in the order in which they run: round by round.';
COMMENT ON COLUMN gate_drill.gate_id IS 'The gate.';
COMMENT ON COLUMN gate_drill.seq IS 'Its position, from 0.';
COMMENT ON COLUMN gate_drill.scenario IS 'The scenario.';
COMMENT ON COLUMN gate_drill.round IS 'Which run of that scenario it is, from 1.';
COMMENT ON COLUMN gate_drill.workflow_id IS 'The Temporal workflow id of the drill.';
COMMENT ON COLUMN gate_drill.drill_id IS 'The drill; its row in drill may come a little later, and one that was refused has none. Null when it did not begin.';
COMMENT ON COLUMN gate_drill.ran IS 'False when the gate stopped before it.';
COMMENT ON COLUMN gate_drill.verdict IS 'The drill''s verdict; null when it has none.';
COMMENT ON COLUMN gate_drill.failure IS 'Why the drill''s workflow failed; null when it did not.';

CREATE INDEX gate_drill_by_drill ON gate_drill (drill_id) WHERE drill_id IS NOT NULL;

CREATE TABLE gate_comparison (
    gate_id        text    NOT NULL REFERENCES gate,
    scenario       text    NOT NULL,
    outcome        text    NOT NULL CHECK (outcome IN ('NO_WORSE', 'WORSE', 'NOT_ENOUGH_RUNS')),
    candidate_runs integer NOT NULL,
    baseline_runs  integer NOT NULL,
    shift_sec      double precision,
    shift_lo_sec   double precision,
    shift_hi_sec   double precision,
    p              double precision,
    p_holm         double precision,
    words          text    NOT NULL,
    PRIMARY KEY (gate_id, scenario)
);

COMMENT ON TABLE gate_comparison IS 'How each scenario of a gate compared with the baseline when the gate ended.';
COMMENT ON COLUMN gate_comparison.gate_id IS 'The gate.';
COMMENT ON COLUMN gate_comparison.scenario IS 'The scenario.';
COMMENT ON COLUMN gate_comparison.outcome IS 'NO_WORSE, WORSE, which fails the gate, or NOT_ENOUGH_RUNS, which does not.';
COMMENT ON COLUMN gate_comparison.candidate_runs IS 'How many drills of the gate counted.';
COMMENT ON COLUMN gate_comparison.baseline_runs IS 'How many drills the baseline had.';
COMMENT ON COLUMN gate_comparison.shift_sec IS 'Hodges-Lehmann: by how many seconds the release recovers more slowly; null where it has no such number.';
COMMENT ON COLUMN gate_comparison.shift_lo_sec IS 'The lower end of the shift''s 95 % confidence interval.';
COMMENT ON COLUMN gate_comparison.shift_hi_sec IS 'The upper end of the shift''s 95 % confidence interval.';
COMMENT ON COLUMN gate_comparison.p IS 'One-sided exact rank test, before the correction; null without enough runs.';
COMMENT ON COLUMN gate_comparison.p_holm IS 'The same, corrected for the number of scenarios of the gate.';
COMMENT ON COLUMN gate_comparison.words IS 'The outcome for people.';

COMMENT ON TABLE drill_evidence IS 'The files that a drill left, and the own ones of a gate.';
COMMENT ON COLUMN drill_evidence.drill_id IS 'The drill, or the gate.';
