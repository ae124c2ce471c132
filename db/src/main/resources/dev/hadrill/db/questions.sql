-- rto_trend: How long did the recoveries of the last 90 days take?
SELECT started_at, release, verdict, rto_lo_sec, rto_sec, rto_hi_sec, rto_budget_sec
FROM rto_trend
WHERE stack = 'freesdn' AND scenario = 'redis_kill' AND started_at > now() - interval '90 days'
ORDER BY started_at;

-- release_comparison: How did the recovery time of a scenario move from release to release?
SELECT release, measured, passed, failed, inconclusive, never_recovered, median_sec, worst_hi_sec, rto_budget_sec,
    previous_release, median_change_sec
FROM release_comparison
WHERE stack = 'freesdn' AND scenario = 'redis_kill'
ORDER BY release_key;

-- release_comparison: What became slower from one release to the next, anywhere?
SELECT stack, scenario, previous_release, release, measured, previous_median_sec, median_sec, median_change_sec
FROM release_comparison
WHERE median_change_sec > 0.1 * previous_median_sec
ORDER BY median_change_sec DESC;

-- phase_trend: Which phase grew?
SELECT phase, previous_release, release, drills, median_sec, median_change_sec
FROM phase_trend
WHERE stack = 'freesdn' AND scenario = 'redis_kill'
ORDER BY median_change_sec DESC NULLS LAST, phase_order, release_key;

-- rpo_trend: How many acknowledged writes did each release lose at worst, per store?
SELECT release, store, count(*) AS drills, count(*) FILTER (WHERE NOT known) AS unknown, max(lost) AS most_lost,
    max(lost_sec) AS longest_sec
FROM rpo_trend
WHERE stack = 'freesdn' AND scenario = 'primary_kill'
GROUP BY release_key, release, store
ORDER BY release_key, store;

-- rpo_trend: Which drills lost acknowledged writes, or cannot say that they did not? The latest 50.
SELECT started_at, stack, scenario, release, store, acknowledged, lost, lost_sec, wal_ledger_commits, wal_agrees, known
FROM rpo_trend
WHERE lost > 0 OR NOT known OR NOT wal_agrees
ORDER BY started_at DESC, store
LIMIT 50;

-- verdict_counts: How did the drills of every scenario end, all in all?
SELECT stack, scenario, sum(drills) AS drills, sum(passed) AS passed, sum(failed) AS failed,
    sum(inconclusive) AS inconclusive, sum(engine_died) AS engine_died
FROM verdict_counts
GROUP BY stack, scenario
ORDER BY stack, scenario;

-- verdict_counts: How many drills a week were there of late, and how many passed?
SELECT week, sum(drills) AS drills, sum(passed) AS passed
FROM verdict_counts
WHERE week > now() - interval '90 days'
GROUP BY week
ORDER BY week;

-- findings_open: What should somebody mend, the worst first?
SELECT severity, stack, scenario, code, subject, what, remedy, first_seen, last_seen, release
FROM findings_open
ORDER BY severity_rank, first_seen;

-- rejected_release: Which releases did their last gate reject, and why?
SELECT stack, release, started_at, reason, gate_id
FROM rejected_release
ORDER BY stack, release_key;
