ALTER TABLE drill_samples RENAME TO drill_segment;
ALTER TABLE drill_segment RENAME CONSTRAINT drill_samples_pkey TO drill_segment_pkey;
ALTER TABLE drill_segment RENAME COLUMN probe TO stream;
ALTER TABLE drill_segment RENAME COLUMN samples TO content;
UPDATE drill_segment SET stream = 'probe/' || stream;

COMMENT ON TABLE drill_segment IS 'What a drill recorded as it came, packed: every probe, every sighting, every write of the ledger.';
COMMENT ON COLUMN drill_segment.drill_id IS 'The drill; its row in drill comes later than its first segments.';
COMMENT ON COLUMN drill_segment.stream IS 'What it holds: probe/<name> (samples), sightings, ledger/<store> (writes), wal_loss/<store>.';
COMMENT ON COLUMN drill_segment.attempt IS 'Which attempt recorded it: more than one when a worker died meanwhile.';
COMMENT ON COLUMN drill_segment.seq IS 'The position of the segment in its attempt.';
COMMENT ON COLUMN drill_segment.content IS 'The segment, in hadrill''s own compact form.';
