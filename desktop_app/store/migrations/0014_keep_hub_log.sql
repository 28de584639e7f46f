-- The hub's log of each partition: at the hub itself, at an office as far as it has read it.
CREATE TABLE log_entry (
    partition TEXT NOT NULL,
    number INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    hash TEXT NOT NULL,
    op_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (partition, number)
) WITHOUT ROWID;
CREATE INDEX log_entry_by_op ON log_entry (op_id);

-- How far an office has read is the last line of its log.
DROP TABLE cursor;

-- Where the hub put an op, and what it came to; the last line about it holds.
ALTER TABLE op ADD COLUMN log_partition TEXT;
ALTER TABLE op ADD COLUMN log_number INTEGER;
ALTER TABLE op ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
CREATE INDEX op_not_logged ON op (position) WHERE log_number IS NULL;
CREATE INDEX op_by_outcome ON op (outcome, position) WHERE outcome IN ('newer', 'conflict');

-- What was written here under an id under which the hub has other bytes; kept, and folded nowhere.
CREATE TABLE displaced_op (
    digest TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    displaced_at TEXT NOT NULL,
    raw BLOB NOT NULL
) WITHOUT ROWID;

-- What the log has made of each record, without what still waits here.
CREATE TABLE record_state (
    entity TEXT PRIMARY KEY,
    partition TEXT NOT NULL,
    digest TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX record_state_by_partition ON record_state (partition, entity);

-- At the hub: what each device said of itself in the last package that was taken in.
CREATE TABLE device_contact (
    device_id TEXT PRIMARY KEY,
    package_id TEXT NOT NULL,
    package_number INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    app_version TEXT NOT NULL,
    incarnation TEXT NOT NULL,
    number INTEGER NOT NULL,
    audit_head TEXT NOT NULL,
    waiting INTEGER NOT NULL,
    reads TEXT NOT NULL,
    cursors TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE device_alarm (
    id INTEGER PRIMARY KEY,
    device_id TEXT NOT NULL,
    alarm TEXT NOT NULL,
    package_id TEXT NOT NULL,
    noticed_at TEXT NOT NULL,
    UNIQUE (device_id, alarm, package_id)
);
