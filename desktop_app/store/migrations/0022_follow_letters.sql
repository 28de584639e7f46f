-- Whose number book a letter stands in, and how far it has come: printed, handed over, cancelled.
ALTER TABLE letter ADD COLUMN office TEXT NOT NULL DEFAULT '';
ALTER TABLE letter ADD COLUMN printed_by TEXT;
ALTER TABLE letter ADD COLUMN printed_at TEXT;
ALTER TABLE letter ADD COLUMN printed_note TEXT;
ALTER TABLE letter ADD COLUMN handed_over_by TEXT;
ALTER TABLE letter ADD COLUMN handed_over_at TEXT;
ALTER TABLE letter ADD COLUMN handed_over_note TEXT;
ALTER TABLE letter ADD COLUMN cancelled_by TEXT;
ALTER TABLE letter ADD COLUMN cancelled_at TEXT;
ALTER TABLE letter ADD COLUMN cancelled_note TEXT;
CREATE INDEX letter_by_number ON letter (number);

-- Numbers kept for letters that are written by hand.
CREATE TABLE letter_reserved (
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    reason TEXT NOT NULL,
    reserved_by TEXT NOT NULL,
    reserved_at TEXT NOT NULL,
    PRIMARY KEY (series, year, first)
) WITHOUT ROWID;

-- About whom a kept page is, so that the register can be searched without reading any page.
CREATE TABLE letter_name (
    letter_id TEXT PRIMARY KEY REFERENCES letter (id),
    name TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO letter_name (letter_id, name)
    SELECT letter_id, coalesce(json_extract(content, '$.values.name'), '') FROM letter_page;

-- The crests of letters that were issued, each once, however many letters bear it.
CREATE TABLE letter_crest (
    digest TEXT PRIMARY KEY,
    picture BLOB NOT NULL
) WITHOUT ROWID;

-- A run of letters: what is the same for all of them, and what became of each.
CREATE TABLE letter_run (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    begun_by TEXT NOT NULL,
    begun_at TEXT NOT NULL
) WITHOUT ROWID;

-- `letter_id` once it was issued, `error` what refused it; neither while it waits.
CREATE TABLE letter_run_row (
    run_id TEXT NOT NULL REFERENCES letter_run (id),
    place INTEGER NOT NULL,
    source_row INTEGER NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    letter_id TEXT REFERENCES letter (id),
    error TEXT,
    PRIMARY KEY (run_id, place)
) WITHOUT ROWID;
