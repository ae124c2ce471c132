-- What an observation that was cut short saw is a lower bound, and no measurement: no figure is made from it.
UPDATE drill SET rto_sec = NULL, machine_rto_sec = NULL, recovered = NULL
FROM (
    SELECT DISTINCT ON (drill_id) drill_id, payload #>> '{observation,end}' AS ended_by FROM drill_event
    WHERE type = 'observation_ended' ORDER BY drill_id, seq DESC
) AS seen
WHERE seen.drill_id = drill.drill_id AND seen.ended_by = 'CANCELLED';

COMMENT ON COLUMN drill.rto_sec IS 'Recovery time in seconds: the midpoint of rto_lo_sec and rto_hi_sec. Where recovered is false it is only a lower bound: never average it. Null without a measurement, as where the observation was cut short.';
COMMENT ON COLUMN drill.rto_lo_sec IS 'The recovery took at least this many seconds; also where the observation was cut short.';
COMMENT ON COLUMN drill.recovered IS 'Whether the service recovered while it was observed; null without a measurement, as where an abort, or a runbook that stopped, cut the observation short.';
COMMENT ON COLUMN concluded_drill.recovered IS 'False when the service did not recover while it was observed; null without a measurement, as where the observation was cut short.';
COMMENT ON COLUMN gate.baseline IS 'The release that it was to be compared with; null where that was the last drills of the releases before it that were not rejected.';

CREATE VIEW rejected_release AS
SELECT stack, release, release_key(release) COLLATE "C" AS release_key, gate_id, started_at, reason
FROM (
    SELECT DISTINCT ON (stack, release) stack, release, gate_id, started_at, verdict, reason FROM gate
    WHERE verdict IS NOT NULL ORDER BY stack, release, started_at DESC, gate_id
) AS newest
WHERE verdict = 'FAILED';

COMMENT ON VIEW rejected_release IS 'The releases whose newest gate on a stack FAILED: no release is compared with these, unless somebody names one. A gate that a schedule skipped is none.';
COMMENT ON COLUMN rejected_release.stack IS 'The stack that was drilled.';
COMMENT ON COLUMN rejected_release.release IS 'The release that was rejected there.';
COMMENT ON COLUMN rejected_release.release_key IS 'Sorts releases as versions: ORDER BY this.';
COMMENT ON COLUMN rejected_release.gate_id IS 'The gate that rejected it.';
COMMENT ON COLUMN rejected_release.started_at IS 'When that gate started, by the wall clock.';
COMMENT ON COLUMN rejected_release.reason IS 'Why, in words, the gravest first.';
