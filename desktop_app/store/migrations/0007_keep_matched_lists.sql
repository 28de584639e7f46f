-- Lists of other people (an OPD, a school) matched to a release. Kept here until somebody removes them.
CREATE TABLE matched_list (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    columns TEXT NOT NULL, -- a JSON list of [header, fact]
    release_id TEXT NOT NULL,
    release_label TEXT NOT NULL,
    reference_date TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE matched_row (
    list_id TEXT NOT NULL REFERENCES matched_list (id),
    position INTEGER NOT NULL, -- from 1, in the order of the list
    sheet TEXT NOT NULL,
    row INTEGER NOT NULL, -- as a spreadsheet counts
    cells TEXT NOT NULL, -- a JSON list, aligned with the columns
    national_id TEXT NOT NULL,
    family_card_no TEXT NOT NULL,
    name TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    sex TEXT NOT NULL,
    place TEXT NOT NULL,
    fault TEXT NOT NULL,
    outcome TEXT NOT NULL,
    twice INTEGER,
    PRIMARY KEY (list_id, position)
) WITHOUT ROWID;
CREATE INDEX matched_row_by_outcome ON matched_row (list_id, outcome, position);

-- Who a row may stand for, the likeliest first; of a row that was found the first is who was found.
CREATE TABLE matched_candidate (
    list_id TEXT NOT NULL REFERENCES matched_list (id),
    position INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    family_id INTEGER,
    national_id TEXT,
    family_card_no TEXT,
    name TEXT NOT NULL,
    birth_date TEXT,
    sex TEXT NOT NULL,
    village TEXT NOT NULL,
    decile INTEGER,
    head_name TEXT NOT NULL,
    score INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (list_id, position, rank)
) WITHOUT ROWID;

-- What people decided. A line is never changed but for being taken back; the one that is not counts.
CREATE TABLE matched_decision (
    id TEXT PRIMARY KEY,
    list_id TEXT NOT NULL REFERENCES matched_list (id),
    position INTEGER NOT NULL,
    rank INTEGER, -- NULL: nobody in the release
    decided_by TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    withdrawn_by TEXT,
    withdrawn_at TEXT
) WITHOUT ROWID;
CREATE UNIQUE INDEX matched_decision_in_force ON matched_decision (list_id, position)
    WHERE withdrawn_at IS NULL;
