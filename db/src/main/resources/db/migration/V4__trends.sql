-- Sorts as versions do where it is compared byte by byte: the name before the first number and a !, each number after 5
-- and the count of its digits, 2, 3 or 4 for a pre-release, a release or what mended it, the rest, and the release itself
-- to tell it from its equals. So many characters fit an index.
CREATE FUNCTION release_key(release text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    WITH part AS (
        SELECT regexp_match(lower(btrim(split_part(release, '+', 1))), '^([^0-9]*)([0-9]+(?:\.[0-9]+)*)?(.*)$') AS of
    ), tidy AS (
        SELECT regexp_replace(of[1], '(^|[^[:alnum:]])(v|version|rel|release)?[^[:alnum:]]*$', '') AS name,
            regexp_replace(of[2], '(\.0+)+$', '') AS numbers,
            regexp_replace(of[3], '^[^[:alnum:]]*(final|ga|release)?[^[:alnum:]]*$', '') AS rest
        FROM part
    )
    SELECT left(name || '!'
        || coalesce((
            SELECT string_agg('5' || lpad(length(n)::text, 3, '0') || n, '' ORDER BY at)
            FROM (SELECT ltrim(number, '0') AS n, at
                FROM regexp_split_to_table(numbers, '\.') WITH ORDINALITY AS given (number, at)) AS stripped), '')
        || CASE WHEN rest = '' THEN '3'
            WHEN rest ~ '^[-._]?(hotfix|patch|post|fix|sp|p)([^a-z]|$)' OR rest ~ '^-[0-9]+-g[0-9a-f]{4,}' THEN '4'
            ELSE '2' END
        || coalesce((
            SELECT string_agg(CASE WHEN token[1] ~ '^[0-9]'
                THEN '1' || lpad(length(ltrim(token[1], '0'))::text, 3, '0') || ltrim(token[1], '0')
                ELSE '2' || token[1] || '!' END, '' ORDER BY at)
            FROM regexp_matches(rest, '[0-9]+|[^0-9[:punct:][:space:]]+', 'g') WITH ORDINALITY AS given (token, at)), '')
        || ' ' || release, 300)
    FROM tidy
);
COMMENT ON FUNCTION release_key(text) IS 'Sorts releases as versions: docs/history.md, "Releases in order".';

ALTER TABLE drill
    ADD COLUMN release_key       text COLLATE "C" GENERATED ALWAYS AS (release_key(release)) STORED,
    ADD COLUMN week              date GENERATED ALWAYS AS (date_trunc('week', started_at AT TIME ZONE 'UTC')::date) STORED,
    ADD COLUMN rank_sec          double precision GENERATED ALWAYS AS (
        CASE WHEN verdict IN ('PASSED', 'FAILED') AND rto_sec IS NOT NULL
            THEN CASE WHEN recovered THEN coalesce(machine_rto_sec, rto_sec) ELSE 'Infinity' END END) STORED,
    ADD COLUMN engine_died       boolean NOT NULL DEFAULT false,
    ADD COLUMN detection_sec     double precision,
    ADD COLUMN approval_sec      double precision,
    ADD COLUMN promotion_sec     double precision,
    ADD COLUMN reconnection_sec  double precision,
    ADD COLUMN readmission_sec   double precision,
    ADD COLUMN stabilising_sec   double precision,
    ADD COLUMN unattributed_sec  double precision;

COMMENT ON COLUMN drill.release_key IS 'Sorts releases as versions: ORDER BY this. Null without a release.';
COMMENT ON COLUMN drill.week IS 'The Monday of the week, in UTC, in which the drill started.';
COMMENT ON COLUMN drill.rank_sec IS 'machine_rto_sec where it counts, and Infinity where the service did not recover, which ranks those above all; null without a measurement, and where INCONCLUSIVE. Take medians of this, never averages.';
COMMENT ON COLUMN drill.engine_died IS 'Whether hadrill itself died or failed before the verdict: another worker took the observation over, the record of the ledger has a hole, an activity failed for good, or the lease was ended from outside. Trends leave it out.';
COMMENT ON COLUMN drill.detection_sec IS 'Seconds of the phase detection, all its rows in drill_phase together; 0 where it has none, null in a drill without phases.';
COMMENT ON COLUMN drill.approval_sec IS 'The same of the phase approval: a person was waited for, no machine time.';
COMMENT ON COLUMN drill.promotion_sec IS 'The same of the phase promotion.';
COMMENT ON COLUMN drill.reconnection_sec IS 'The same of the phase reconnection.';
COMMENT ON COLUMN drill.readmission_sec IS 'The same of the phase readmission.';
COMMENT ON COLUMN drill.stabilising_sec IS 'The same of the phase stabilising.';
COMMENT ON COLUMN drill.unattributed_sec IS 'The same of the phase unattributed.';

ALTER TABLE drill_ledger ADD COLUMN latest boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN drill_ledger.latest IS 'True for the last reading of each store: one row for a drill and store.';

ALTER TABLE drill_segment ADD COLUMN stored_at timestamptz NOT NULL DEFAULT now();
COMMENT ON COLUMN drill_segment.stored_at IS 'When it came to the history; segments of before version 4 of the schema came at its migration.';

CREATE TABLE drill_finding (
    drill_id text        NOT NULL REFERENCES drill,
    seq      integer     NOT NULL CHECK (seq >= 0),
    severity text        NOT NULL CHECK (severity IN ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW')),
    code     text        NOT NULL,
    subject  text        NOT NULL,
    what     text        NOT NULL,
    remedy   text        NOT NULL,
    stack    text        NOT NULL,
    scenario text        NOT NULL,
    found_at timestamptz NOT NULL,
    PRIMARY KEY (drill_id, seq)
);

COMMENT ON TABLE drill_finding IS 'What a drill found that somebody should mend. Follows from drill_event; drills of before version 4 of the schema have no rows.';
COMMENT ON COLUMN drill_finding.drill_id IS 'The drill.';
COMMENT ON COLUMN drill_finding.seq IS 'Its position among the findings of its drill, from 0: the worst first.';
COMMENT ON COLUMN drill_finding.severity IS 'CRITICAL (data lost, or less redundant than before), HIGH (a budget is broken), MEDIUM (longer or less certain than it should be) or LOW.';
COMMENT ON COLUMN drill_finding.code IS 'What kind of finding, for example rto_over_budget.';
COMMENT ON COLUMN drill_finding.subject IS 'The component, probe, store or member that it is about; two findings of one code and subject are the same one.';
COMMENT ON COLUMN drill_finding.what IS 'What was found, in one line.';
COMMENT ON COLUMN drill_finding.remedy IS 'What to do about it, in one line.';
COMMENT ON COLUMN drill_finding.stack IS 'The drill''s stack.';
COMMENT ON COLUMN drill_finding.scenario IS 'The drill''s scenario.';
COMMENT ON COLUMN drill_finding.found_at IS 'When the drill started.';

CREATE INDEX drill_finding_by_subject ON drill_finding (stack, scenario, code, subject, found_at);

-- What the rows of before this version tell.
UPDATE drill SET engine_died = true
FROM (
    SELECT DISTINCT e.drill_id FROM drill_event e
    LEFT JOIN drill_event v ON v.drill_id = e.drill_id AND v.type = 'verdict_reached'
    WHERE (e.type IN ('engine_failed', 'lease_lost') AND (v.seq IS NULL OR e.seq < v.seq))
        OR (e.type = 'observation_ended' AND (e.payload #>> '{observation,attempts}')::int > 1)
        OR (e.type = 'ledger_read' AND e.payload @> '{"stores": [{"complete": false}]}')
) AS died
WHERE died.drill_id = drill.drill_id;

UPDATE drill SET detection_sec = spent.detection, approval_sec = spent.approval, promotion_sec = spent.promotion,
    reconnection_sec = spent.reconnection, readmission_sec = spent.readmission, stabilising_sec = spent.stabilising,
    unattributed_sec = spent.unattributed
FROM (
    SELECT drill_id,
        coalesce(sum(duration_sec) FILTER (WHERE phase = 'detection'), 0) AS detection,
        coalesce(sum(duration_sec) FILTER (WHERE phase = 'approval'), 0) AS approval,
        coalesce(sum(duration_sec) FILTER (WHERE phase = 'promotion'), 0) AS promotion,
        coalesce(sum(duration_sec) FILTER (WHERE phase = 'reconnection'), 0) AS reconnection,
        coalesce(sum(duration_sec) FILTER (WHERE phase = 'readmission'), 0) AS readmission,
        coalesce(sum(duration_sec) FILTER (WHERE phase = 'stabilising'), 0) AS stabilising,
        coalesce(sum(duration_sec) FILTER (WHERE phase = 'unattributed'), 0) AS unattributed
    FROM drill_phase GROUP BY drill_id
) AS spent
WHERE spent.drill_id = drill.drill_id;

UPDATE drill_ledger SET latest = false
WHERE reading = 'after_recovery' AND EXISTS (
    SELECT 1 FROM drill_ledger later
    WHERE later.drill_id = drill_ledger.drill_id AND later.store = drill_ledger.store AND later.reading = 'after_restoration');

-- All that release_comparison, verdict_counts and rpo_trend read of a table's rows; and how many groups there are.
CREATE INDEX drill_by_group ON drill (stack, scenario, release_key, release, week)
    INCLUDE (started_at, verdict, rank_sec, rto_hi_sec, rto_budget_sec, lost_writes, engine_died) WHERE verdict IS NOT NULL;
CREATE INDEX drill_by_week ON drill (week) WHERE verdict IS NOT NULL;
CREATE INDEX drill_ledger_latest ON drill_ledger (drill_id, store) INCLUDE (readable, complete, acknowledged, lost, lost_sec,
    indeterminate, split_brain_acknowledged, wal_ledger_commits, wal_agrees) WHERE latest;
CREATE STATISTICS drill_groups (ndistinct) ON stack, scenario, release_key, release, week FROM drill;

CREATE VIEW concluded_drill AS
SELECT drill_id, stack, scenario, release, release_key, week, started_at, verdict, recovered, rto_sec, rto_lo_sec, rto_hi_sec,
    coalesce(machine_rto_sec, CASE WHEN recovered THEN rto_sec END) AS machine_rto_sec, rank_sec, rto_budget_sec,
    lost_writes, lost_sec, engine_died,
    detection_sec, approval_sec, promotion_sec, reconnection_sec, readmission_sec, stabilising_sec, unattributed_sec
FROM drill
WHERE verdict IS NOT NULL
    AND (NOT engine_died OR (SELECT current_setting('hadrill.engine_died', true)) = 'include');

CREATE VIEW rto_trend AS
SELECT drill_id, stack, scenario, release, release_key, week, started_at, verdict, recovered,
    rto_sec, rto_lo_sec, rto_hi_sec, machine_rto_sec, rank_sec, rto_budget_sec, engine_died
FROM concluded_drill
WHERE rank_sec IS NOT NULL;

CREATE VIEW phase_trend AS
SELECT stack, scenario, release, release_key, phase, phase_order, drills, median_sec,
    lag(release) OVER earlier AS previous_release,
    lag(median_sec) OVER earlier AS previous_median_sec,
    median_sec - lag(median_sec) OVER earlier AS median_change_sec
FROM (
    SELECT stack, scenario, release, release_key, count(*) AS drills,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY detection_sec) AS detection,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY approval_sec) AS approval,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY promotion_sec) AS promotion,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY reconnection_sec) AS reconnection,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY readmission_sec) AS readmission,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY stabilising_sec) AS stabilising,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY unattributed_sec) AS unattributed
    FROM concluded_drill
    WHERE release IS NOT NULL AND rank_sec IS NOT NULL AND detection_sec IS NOT NULL
    GROUP BY stack, scenario, release_key, release
) AS one_release
CROSS JOIN LATERAL (VALUES (1, 'detection', detection), (2, 'approval', approval), (3, 'promotion', promotion),
    (4, 'reconnection', reconnection), (5, 'readmission', readmission), (6, 'stabilising', stabilising),
    (7, 'unattributed', unattributed)) AS phases (phase_order, phase, median_sec)
WINDOW earlier AS (PARTITION BY stack, scenario, phase ORDER BY release_key);

CREATE VIEW rpo_trend AS
SELECT d.drill_id, d.stack, d.scenario, d.release, d.release_key, d.week, d.started_at, d.verdict, l.store,
    l.readable AND l.complete AS known, l.acknowledged, l.lost, l.lost_sec, l.indeterminate,
    l.split_brain_acknowledged, l.wal_ledger_commits, l.wal_agrees, d.engine_died
FROM concluded_drill d JOIN drill_ledger l ON l.drill_id = d.drill_id AND l.latest
WHERE d.verdict <> 'INCONCLUSIVE';

CREATE VIEW release_comparison AS
SELECT stack, scenario, release, release_key, since, drills, passed, failed, drills - passed - failed AS inconclusive,
    measured, never_recovered,
    CASE WHEN 2 * never_recovered < measured THEN median_rank_sec END AS median_sec,
    CASE WHEN never_recovered = 0 THEN longest_hi_sec END AS worst_hi_sec,
    rto_budget_sec, lost_writes,
    lag(release) OVER earlier AS previous_release,
    lag(CASE WHEN 2 * never_recovered < measured THEN median_rank_sec END) OVER earlier AS previous_median_sec,
    CASE WHEN 2 * never_recovered < measured THEN median_rank_sec END
        - lag(CASE WHEN 2 * never_recovered < measured THEN median_rank_sec END) OVER earlier AS median_change_sec
FROM (
    SELECT stack, scenario, release, release_key, min(started_at) AS since, count(*) AS drills,
        count(*) FILTER (WHERE verdict = 'PASSED') AS passed,
        count(*) FILTER (WHERE verdict = 'FAILED') AS failed,
        count(rank_sec) AS measured,
        count(*) FILTER (WHERE rank_sec = 'Infinity') AS never_recovered,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY rank_sec) AS median_rank_sec,
        max(rto_hi_sec) FILTER (WHERE rank_sec IS NOT NULL) AS longest_hi_sec,
        max(rto_budget_sec) AS rto_budget_sec,
        sum(lost_writes) FILTER (WHERE verdict <> 'INCONCLUSIVE') AS lost_writes
    FROM concluded_drill
    WHERE release IS NOT NULL
    GROUP BY stack, scenario, release_key, release
) AS one_release
WINDOW earlier AS (PARTITION BY stack, scenario ORDER BY release_key);

CREATE VIEW verdict_counts AS
SELECT stack, scenario, release, release_key, week, count(*) AS drills,
    count(*) FILTER (WHERE verdict = 'PASSED') AS passed,
    count(*) FILTER (WHERE verdict = 'FAILED') AS failed,
    count(*) FILTER (WHERE verdict = 'INCONCLUSIVE') AS inconclusive,
    count(*) FILTER (WHERE engine_died) AS engine_died
FROM drill
WHERE verdict IS NOT NULL
GROUP BY stack, scenario, release_key, release, week;

-- From stack to stack and scenario to scenario by one probe of the index each, and OFFSET 0 for the same: a DISTINCT or a
-- join would read every drill.
CREATE VIEW findings_open AS
WITH RECURSIVE kind AS (
    (SELECT stack, scenario FROM drill ORDER BY stack, scenario LIMIT 1)
    UNION ALL
    SELECT next.stack, next.scenario FROM kind CROSS JOIN LATERAL (
        SELECT stack, scenario FROM drill
        WHERE (drill.stack, drill.scenario) > (kind.stack, kind.scenario)
        ORDER BY stack, scenario LIMIT 1) AS next
)
SELECT stack, scenario, severity,
    CASE severity WHEN 'CRITICAL' THEN 1 WHEN 'HIGH' THEN 2 WHEN 'MEDIUM' THEN 3 ELSE 4 END AS severity_rank,
    code, subject, what, remedy,
    (SELECT min(found_at) FROM drill_finding seen
        WHERE seen.stack = open.stack AND seen.scenario = open.scenario AND seen.code = open.code
            AND seen.subject = open.subject) AS first_seen,
    found_at AS last_seen, release, drill_id
FROM (
    SELECT DISTINCT ON (kind.stack, kind.scenario, f.code, f.subject)
        kind.stack, kind.scenario, f.severity, f.code, f.subject, f.what, f.remedy, f.found_at, d.release, d.drill_id
    FROM kind
    LEFT JOIN LATERAL (
        SELECT started_at FROM drill
        WHERE drill.stack = kind.stack AND drill.scenario = kind.scenario AND verdict IN ('PASSED', 'FAILED')
        ORDER BY started_at DESC LIMIT 1) AS latest ON true
    CROSS JOIN LATERAL (
        SELECT drill_id, release FROM drill
        WHERE drill.stack = kind.stack AND drill.scenario = kind.scenario AND verdict IS NOT NULL
            AND drill.started_at >= coalesce(latest.started_at, '-infinity')
        OFFSET 0) AS d
    CROSS JOIN LATERAL (SELECT * FROM drill_finding WHERE drill_finding.drill_id = d.drill_id OFFSET 0) AS f
    ORDER BY kind.stack, kind.scenario, f.code, f.subject, f.found_at DESC, f.drill_id
) AS open;

COMMENT ON VIEW concluded_drill IS 'Every drill that has a verdict: what the other views are built on. Observations have none and are not here. Runs in which hadrill itself died are left out, unless hadrill.engine_died is set to include.';
COMMENT ON VIEW rto_trend IS 'The recovery time of every drill that measured one, a row each; INCONCLUSIVE ones are left out.';
COMMENT ON VIEW phase_trend IS 'Where the recovery time went: a row per phase of every release of every stack and scenario, beside the release before it. From drills that recovered; INCONCLUSIVE ones are left out. Each drill''s own phases are columns of concluded_drill.';
COMMENT ON VIEW rpo_trend IS 'What became of acknowledged writes, by the last reading: a row per store of every drill. INCONCLUSIVE ones are left out.';
COMMENT ON VIEW release_comparison IS 'A row per release of every stack and scenario, beside the release before it. Whether a change is more than chance is said by hadrill trends, not here.';
COMMENT ON VIEW verdict_counts IS 'How many drills ended how, INCONCLUSIVE ones and those in which hadrill itself died included: a row per stack, scenario, release and week, to be summed.';
COMMENT ON VIEW findings_open IS 'What somebody should mend: the findings of the latest drill of every stack and scenario that passed or failed, and of inconclusive ones since, which mend nothing. Each once.';

-- A column that several views show means the same in each.
DO $$
DECLARE
    shown record;
BEGIN
    FOR shown IN
        SELECT a.attrelid::regclass AS view, a.attname, said.meaning
        FROM pg_attribute a JOIN (VALUES
            ('drill_id', 'The drill.'),
            ('stack', 'The stack that was drilled.'),
            ('scenario', 'What was rehearsed.'),
            ('release', 'The release under test; null when nobody named one.'),
            ('release_key', 'Sorts releases as versions: ORDER BY this. Null without a release.'),
            ('week', 'The Monday of the week, in UTC, in which the drills started.'),
            ('started_at', 'When the drill started, by the wall clock.'),
            ('verdict', 'PASSED or FAILED.'),
            ('recovered', 'False when the service did not recover while it was observed: the run is censored.'),
            ('rto_sec', 'Recovery time in seconds, the midpoint of its bounds. Where recovered is false only a lower bound: never average it.'),
            ('rto_lo_sec', 'The recovery took at least this many seconds.'),
            ('rto_hi_sec', 'The recovery took at most this many seconds; null where recovered is false.'),
            ('machine_rto_sec', 'rto_sec without the time that a person was waited for; null where recovered is false.'),
            ('rank_sec', 'machine_rto_sec, and Infinity where recovered is false, which ranks those above all: take medians of this, never averages.'),
            ('rto_budget_sec', 'The longest recovery time that passes, in seconds.'),
            ('engine_died', 'Whether hadrill itself died during the drill; false everywhere, unless hadrill.engine_died is set to include.'),
            ('lost_writes', 'Acknowledged writes that were lost, over all stores; null where it is not known.'),
            ('lost_sec', 'Seconds from the fault back to the earliest acknowledged write that was lost; 0 when none was, null where it is not known.'),
            ('passed', 'How many PASSED.'),
            ('failed', 'How many FAILED.'),
            ('previous_release', 'The release before it, as versions sort; null for the first.'),
            ('previous_median_sec', 'That release''s median_sec.'),
            ('median_change_sec', 'median_sec less previous_median_sec; null where either is.'),
            ('inconclusive', 'How many were INCONCLUSIVE; no figure is from these.')
        ) AS said (attname, meaning) ON said.attname = a.attname
        WHERE a.attrelid = ANY (ARRAY['concluded_drill', 'rto_trend', 'phase_trend', 'rpo_trend', 'release_comparison',
            'verdict_counts', 'findings_open']::regclass[])
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', shown.view, shown.attname, shown.meaning);
    END LOOP;
END
$$;

COMMENT ON COLUMN concluded_drill.verdict IS 'PASSED, FAILED or INCONCLUSIVE.';
COMMENT ON COLUMN concluded_drill.rank_sec IS 'machine_rto_sec where it counts, and Infinity where recovered is false, which ranks those above all: take medians of this, never averages. Null without a measurement, and where INCONCLUSIVE.';
COMMENT ON COLUMN concluded_drill.recovered IS 'False when the service did not recover while it was observed; null without a measurement.';
COMMENT ON COLUMN concluded_drill.detection_sec IS 'Seconds of the phase, 0 where the drill had none of it; null in a drill without phases. The phases of one drill sum to its rto_sec.';
COMMENT ON COLUMN concluded_drill.approval_sec IS 'The same.';
COMMENT ON COLUMN concluded_drill.promotion_sec IS 'The same.';
COMMENT ON COLUMN concluded_drill.reconnection_sec IS 'The same.';
COMMENT ON COLUMN concluded_drill.readmission_sec IS 'The same.';
COMMENT ON COLUMN concluded_drill.stabilising_sec IS 'The same.';
COMMENT ON COLUMN concluded_drill.unattributed_sec IS 'The same.';
COMMENT ON COLUMN phase_trend.phase IS 'detection, approval (a person, no machine time), promotion, reconnection, readmission, stabilising, or unattributed: what nothing that was seen explains.';
COMMENT ON COLUMN phase_trend.phase_order IS 'Sorts the phases in the order of time, from 1.';
COMMENT ON COLUMN phase_trend.drills IS 'How many drills the median is of.';
COMMENT ON COLUMN phase_trend.median_sec IS 'Half of the drills spent at most so many seconds in the phase; one that had none of it counts as 0.';
COMMENT ON COLUMN rpo_trend.store IS 'The store, by its component''s name in the stack file.';
COMMENT ON COLUMN rpo_trend.known IS 'False where the store could not be read back, or part of the record is missing: losses may be more, and 0 is no claim.';
COMMENT ON COLUMN rpo_trend.acknowledged IS 'Writes that the store said were done.';
COMMENT ON COLUMN rpo_trend.lost IS 'How many of these are gone: the RPO in writes; null where the store could not be read.';
COMMENT ON COLUMN rpo_trend.lost_sec IS 'Seconds from the fault back to the earliest of them: the RPO in time; 0 when none is gone, null where the store could not be read.';
COMMENT ON COLUMN rpo_trend.indeterminate IS 'Writes that nobody knows the fate of: no answer came.';
COMMENT ON COLUMN rpo_trend.split_brain_acknowledged IS 'Writes that the old master or primary acknowledged after another had taken writes; null when it did not.';
COMMENT ON COLUMN rpo_trend.wal_ledger_commits IS 'Writes to the ledger in the dead primary''s log that were lost; null where no log was read.';
COMMENT ON COLUMN rpo_trend.wal_agrees IS 'Whether that log agrees with lost; null where there is nothing to compare.';
COMMENT ON COLUMN release_comparison.since IS 'When its first drill started.';
COMMENT ON COLUMN release_comparison.drills IS 'Drills with a verdict.';
COMMENT ON COLUMN release_comparison.measured IS 'How many of them have a recovery time that counts: n of the figures that follow.';
COMMENT ON COLUMN release_comparison.never_recovered IS 'How many of these did not recover while they were observed.';
COMMENT ON COLUMN release_comparison.median_sec IS 'The median of rank_sec: time that a person was waited for is not in it. Null where half or more never recovered.';
COMMENT ON COLUMN release_comparison.worst_hi_sec IS 'No recovery took longer than this; null where one never recovered: there is no such bound.';
COMMENT ON COLUMN release_comparison.rto_budget_sec IS 'The largest budget of its drills, in seconds.';
COMMENT ON COLUMN release_comparison.lost_writes IS 'Acknowledged writes that were lost, in all its drills that are not INCONCLUSIVE; null where none of them knows.';
COMMENT ON COLUMN verdict_counts.drills IS 'Drills with a verdict.';
COMMENT ON COLUMN verdict_counts.engine_died IS 'In how many of them hadrill itself died.';
COMMENT ON COLUMN findings_open.severity IS 'CRITICAL (data lost, or less redundant than before), HIGH (a budget is broken), MEDIUM (longer or less certain than it should be) or LOW.';
COMMENT ON COLUMN findings_open.severity_rank IS 'Sorts by severity: 1 for CRITICAL to 4 for LOW.';
COMMENT ON COLUMN findings_open.code IS 'What kind of finding, for example rto_over_budget.';
COMMENT ON COLUMN findings_open.subject IS 'The component, probe, store or member that it is about.';
COMMENT ON COLUMN findings_open.what IS 'What was found, in one line.';
COMMENT ON COLUMN findings_open.remedy IS 'What to do about it, in one line.';
COMMENT ON COLUMN findings_open.first_seen IS 'When the first drill of the stack and scenario started that found it.';
COMMENT ON COLUMN findings_open.last_seen IS 'When the latest drill started that found it.';
