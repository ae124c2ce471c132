CREATE TABLE lab_write (writer text PRIMARY KEY, written_at timestamptz NOT NULL);
