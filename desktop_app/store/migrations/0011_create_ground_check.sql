-- What folding the ops of one result of a ground check gives. Never written except through store/ops.py.
CREATE TABLE ground_check (
    id TEXT PRIMARY KEY,
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('family', 'person')),
    person_id INTEGER,
    family_id INTEGER,
    national_id TEXT,
    family_card_no TEXT,
    name TEXT NOT NULL,
    birth_date TEXT,
    village TEXT NOT NULL,
    checked_on TEXT NOT NULL,
    surveyor TEXT NOT NULL,
    code_list TEXT NOT NULL,
    code INTEGER NOT NULL,
    finding TEXT NOT NULL,
    note TEXT NOT NULL,
    prelist TEXT NOT NULL,
    number INTEGER NOT NULL,
    release_label TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    void_reason TEXT,
    voided_by TEXT,
    voided_at TEXT
) WITHOUT ROWID;
CREATE INDEX ground_check_by_family ON ground_check (family_id);
CREATE INDEX ground_check_by_family_card_no ON ground_check (family_card_no);
CREATE INDEX ground_check_by_person ON ground_check (person_id);
CREATE INDEX ground_check_by_national_id ON ground_check (national_id);
CREATE INDEX ground_check_by_prelist ON ground_check (prelist, number) WHERE prelist <> '';

-- Lists that were printed for surveyors, so that a result can be typed by its number. They stay in this office.
CREATE TABLE prelist (
    serial TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    code_list TEXT NOT NULL,
    release_label TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE prelist_family (
    serial TEXT NOT NULL REFERENCES prelist (serial),
    number INTEGER NOT NULL, -- from 1, as it stands on the paper
    subject TEXT NOT NULL, -- the JSON of a family as it stood in that release
    hamlet TEXT NOT NULL,
    rw TEXT NOT NULL,
    rt TEXT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (serial, number)
) WITHOUT ROWID;
