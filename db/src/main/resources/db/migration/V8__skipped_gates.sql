ALTER TABLE gate ADD COLUMN skipped_because text;

COMMENT ON TABLE gate IS 'One row per release gate that began, whatever its verdict, and per gate that a schedule skipped: it has no verdict.';
COMMENT ON COLUMN gate.skipped_because IS 'Who had the stack when a schedule wanted to gate on it, or until when an exclusion lasts: nothing was touched and nothing measured. Null for every gate that began.';
COMMENT ON COLUMN drill.skipped_because IS 'Who had the stack when a schedule wanted to drill it, or until when an exclusion lasts: nothing was touched and nothing measured. Null for every drill that was run.';
