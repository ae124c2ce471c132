CREATE TABLE notice (
    notice_id    text PRIMARY KEY,
    type         text        NOT NULL,
    subject      text        NOT NULL,
    body         text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    attempts     integer     NOT NULL DEFAULT 0,
    last_result  text,
    due_at       timestamptz DEFAULT now(),
    delivered_at timestamptz,
    CHECK (delivered_at IS NULL OR due_at IS NULL)
);

COMMENT ON TABLE notice IS 'What is told to the webhook: written with the drill or the gate, in its transaction, where a webhook is configured; sent by the workers; removed 90 days after.';
COMMENT ON COLUMN notice.notice_id IS 'The webhook-id: the same at every attempt, so that a receiver can tell a repetition.';
COMMENT ON COLUMN notice.type IS 'What happened: drill.verdict or gate.verdict.';
COMMENT ON COLUMN notice.subject IS 'The drill or the gate that it is about.';
COMMENT ON COLUMN notice.body IS 'The JSON that is sent, byte for byte.';
COMMENT ON COLUMN notice.created_at IS 'When it was written.';
COMMENT ON COLUMN notice.attempts IS 'How often sending was begun.';
COMMENT ON COLUMN notice.last_result IS 'What became of the last attempt that ended: a status code, or why there is none.';
COMMENT ON COLUMN notice.due_at IS 'When it is sent, or sent again; null when it is delivered, or given up.';
COMMENT ON COLUMN notice.delivered_at IS 'When the receiver answered with 2xx; null while it has not.';

CREATE INDEX notice_undelivered ON notice (due_at) WHERE delivered_at IS NULL;
