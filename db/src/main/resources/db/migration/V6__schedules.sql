ALTER TABLE drill ADD COLUMN skipped_because text;

COMMENT ON TABLE drill IS 'One row per drill, whatever its verdict; per drill that a schedule skipped, and per observation of somebody else''s outage (scenario observe): these two have no verdict and count as no drill.';
COMMENT ON COLUMN drill.verdict IS 'PASSED, FAILED or INCONCLUSIVE. An inconclusive drill measured nothing that counts: leave it out of trends. Null while there is none, for an observation, and for a drill that was skipped.';
COMMENT ON COLUMN drill.skipped_because IS 'Who had the stack when a schedule wanted to drill it: nothing was touched and nothing measured. Null for every drill that was run.';
