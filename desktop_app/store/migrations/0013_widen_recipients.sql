-- Help also goes to groups and institutions. The new column takes the place of the old one with its narrower check,
-- so that no other column of the table has to be named here.
ALTER TABLE intervention ADD COLUMN wider_kind TEXT NOT NULL DEFAULT 'family'
    CHECK (wider_kind IN ('family', 'person', 'group', 'institution'));
UPDATE intervention SET wider_kind = subject_kind;
ALTER TABLE intervention DROP COLUMN subject_kind;
ALTER TABLE intervention RENAME COLUMN wider_kind TO subject_kind;
-- Who answers for a group or an institution; which of the eight asnaf a recipient of zakat is.
ALTER TABLE intervention ADD COLUMN responsible TEXT NOT NULL DEFAULT '';
ALTER TABLE intervention ADD COLUMN asnaf TEXT NOT NULL DEFAULT '';
