-- A letter that came and was written down in error is taken back; it stays readable in its place.
ALTER TABLE incoming_letter ADD COLUMN void_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE incoming_letter ADD COLUMN voided_by TEXT NOT NULL DEFAULT '';
ALTER TABLE incoming_letter ADD COLUMN voided_at TEXT;

-- Numbers kept for letters written by hand travel with the number book; those kept before stay with this computer.
CREATE TABLE letter_reserved_new (
    id TEXT PRIMARY KEY,
    office TEXT NOT NULL,
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    reason TEXT NOT NULL,
    reserved_by TEXT NOT NULL,
    reserved_at TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO letter_reserved_new (id, office, series, year, first, last, reason, reserved_by, reserved_at)
    SELECT series || ':' || year || ':' || first, '', series, year, first, last, reason, reserved_by, reserved_at
    FROM letter_reserved;
DROP TABLE letter_reserved;
ALTER TABLE letter_reserved_new RENAME TO letter_reserved;
CREATE INDEX letter_reserved_by_book ON letter_reserved (series, year);
