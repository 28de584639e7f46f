-- How an office has files read, under a name; `text` is the same TOML as resources/mappings/layouts/*.toml.
CREATE TABLE mapping (
    name TEXT PRIMARY KEY COLLATE NOCASE,
    text TEXT NOT NULL,
    saved_by TEXT NOT NULL,
    saved_at TEXT NOT NULL
) WITHOUT ROWID;

-- The files a release was made from, in the order by which its rows and problems name them (from 0).
CREATE TABLE release_file (
    release_id TEXT NOT NULL REFERENCES release (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    encoding TEXT NOT NULL,
    sheet TEXT NOT NULL,
    layout TEXT NOT NULL,
    book TEXT NOT NULL,
    region_system TEXT NOT NULL,
    rows INTEGER NOT NULL,
    PRIMARY KEY (release_id, position)
) WITHOUT ROWID;

-- What BPS counted, desa by desa, beside a release; one row for each row of its file that names a desa.
-- `village` is the Kemendagri code with dots, empty where the program knows no such desa. Counts are NULL
-- where the file has no such column.
CREATE TABLE control_total (
    release_id TEXT NOT NULL REFERENCES release (id),
    position INTEGER NOT NULL,
    village TEXT NOT NULL,
    bps_code TEXT NOT NULL,
    subdistrict_name TEXT NOT NULL,
    village_name TEXT NOT NULL,
    d1 INTEGER,
    d2 INTEGER,
    d3 INTEGER,
    d4 INTEGER,
    d1_4 INTEGER,
    d5 INTEGER,
    d6 INTEGER,
    d7_10 INTEGER,
    unranked INTEGER,
    total INTEGER,
    PRIMARY KEY (release_id, position)
) WITHOUT ROWID;

CREATE TABLE control_file (
    release_id TEXT PRIMARY KEY REFERENCES release (id),
    name TEXT NOT NULL,
    kept_by TEXT NOT NULL,
    kept_at TEXT NOT NULL
) WITHOUT ROWID;
