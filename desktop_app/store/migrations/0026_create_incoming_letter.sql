-- What folding the ops of one letter that came to an office gives. Never written except through store/ops.py.
CREATE TABLE incoming_letter (
    id TEXT PRIMARY KEY,
    office TEXT NOT NULL,
    received TEXT NOT NULL,
    sender TEXT NOT NULL,
    subject TEXT NOT NULL,
    number TEXT NOT NULL,
    dated TEXT,
    disposition TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX incoming_letter_by_day ON incoming_letter (office, received);
