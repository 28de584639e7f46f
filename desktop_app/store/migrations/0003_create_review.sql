-- What a person has looked at after a release changed the family or person that local work hangs on.
CREATE TABLE review (
    subject TEXT NOT NULL, -- family:… or person:…, as records name it
    release_id TEXT NOT NULL, -- the release that changed it; empty where it is not known which
    note TEXT NOT NULL,
    reviewed_by TEXT NOT NULL,
    reviewed_at TEXT NOT NULL,
    PRIMARY KEY (subject, release_id)
) WITHOUT ROWID;

CREATE INDEX letter_by_person ON letter (person_id);
