-- What folding the ops of one proposal gives. Never written except through store/ops.py.
CREATE TABLE proposal (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('family', 'person')),
    person_id INTEGER,
    family_id INTEGER,
    national_id TEXT,
    family_card_no TEXT,
    name TEXT NOT NULL,
    birth_date TEXT,
    village TEXT NOT NULL,
    content TEXT NOT NULL,
    needs_subdistrict INTEGER NOT NULL CHECK (needs_subdistrict IN (0, 1)),
    state TEXT NOT NULL,
    steps TEXT NOT NULL,
    release_label TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX proposal_by_family ON proposal (family_id);
CREATE INDEX proposal_by_family_card_no ON proposal (family_card_no);
CREATE INDEX proposal_by_person ON proposal (person_id);
CREATE INDEX proposal_by_national_id ON proposal (national_id);
CREATE INDEX proposal_by_birth_date ON proposal (birth_date);
