-- What folding the ops of one local fact gives: a note, a contact or a place. Never written except through store/ops.py.
CREATE TABLE local_fact (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('note', 'contact', 'place')),
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('family', 'person')),
    person_id INTEGER,
    family_id INTEGER,
    national_id TEXT,
    family_card_no TEXT,
    subject_name TEXT NOT NULL,
    birth_date TEXT,
    village TEXT NOT NULL,
    noted_on TEXT NOT NULL,
    text TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    rt TEXT NOT NULL,
    rw TEXT NOT NULL,
    latitude_e7 INTEGER,
    longitude_e7 INTEGER,
    corrects TEXT NOT NULL,
    release_label TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    void_reason TEXT,
    voided_by TEXT,
    voided_at TEXT
) WITHOUT ROWID;
CREATE INDEX local_fact_by_family ON local_fact (family_id);
CREATE INDEX local_fact_by_family_card_no ON local_fact (family_card_no);
CREATE INDEX local_fact_by_person ON local_fact (person_id);
CREATE INDEX local_fact_by_national_id ON local_fact (national_id);
CREATE INDEX local_fact_by_corrects ON local_fact (corrects) WHERE corrects <> '';
