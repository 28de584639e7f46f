-- What folding the ops of one piece of evidence gives. Never written except through store/ops.py; the bytes lie in attachments.db.
CREATE TABLE evidence (
    id TEXT PRIMARY KEY,
    record_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    media TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    kind TEXT NOT NULL,
    note TEXT NOT NULL,
    release_label TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    withdrawn_because TEXT,
    withdrawn_by TEXT,
    withdrawn_at TEXT
) WITHOUT ROWID;
CREATE INDEX evidence_by_record ON evidence (record_id);

-- Files given in a form whose record is not saved yet; place says which form, and about whom. Does not travel.
CREATE TABLE held_evidence (
    id TEXT PRIMARY KEY,
    place TEXT NOT NULL,
    digest TEXT NOT NULL,
    media TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    kind TEXT NOT NULL,
    note TEXT NOT NULL,
    held_by TEXT NOT NULL,
    held_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX held_evidence_by_place ON held_evidence (place);
