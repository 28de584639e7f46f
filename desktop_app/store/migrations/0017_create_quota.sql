-- What folding the ops of one quota gives: its latest allotment. Never written except through store/ops.py.
CREATE TABLE quota (
    id TEXT PRIMARY KEY,
    programme TEXT NOT NULL,
    period TEXT NOT NULL,
    region TEXT NOT NULL,
    recipients INTEGER,
    rupiah INTEGER,
    note TEXT NOT NULL,
    allotted_by TEXT NOT NULL,
    allotted_at TEXT NOT NULL
) WITHOUT ROWID;
