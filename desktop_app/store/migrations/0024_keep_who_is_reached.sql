-- What the first page of the reports counts, kept until a record changes: of one release, by desa.
CREATE TABLE reach_kept (
    release TEXT NOT NULL
);
CREATE TABLE reach_tally (
    village TEXT NOT NULL,
    decile INTEGER NOT NULL,
    programmes INTEGER NOT NULL,
    families INTEGER NOT NULL,
    PRIMARY KEY (village, decile, programmes)
) WITHOUT ROWID;
-- Families and people of that release by its own deciles, and the release they were counted in.
CREATE TABLE profile_tally (
    release TEXT NOT NULL,
    village TEXT NOT NULL,
    decile INTEGER,
    families INTEGER NOT NULL,
    persons INTEGER NOT NULL
);
-- Records of people who stand in no release.
CREATE TABLE reach_stray (
    record TEXT PRIMARY KEY,
    village TEXT NOT NULL,
    outsider TEXT NOT NULL
) WITHOUT ROWID;
-- Records that changed since; every change is a row of its own, so that none is taken for one counted already.
CREATE TABLE reach_stale (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    record TEXT NOT NULL,
    family_id INTEGER,
    person_id INTEGER,
    family_card_no TEXT
);
CREATE TRIGGER reach_after_insert AFTER INSERT ON intervention WHEN EXISTS (SELECT 1 FROM reach_kept) BEGIN
    INSERT INTO reach_stale (record, family_id, person_id, family_card_no)
    VALUES (new.id, new.family_id, new.person_id, new.family_card_no);
END;
CREATE TRIGGER reach_after_update AFTER UPDATE ON intervention WHEN EXISTS (SELECT 1 FROM reach_kept) BEGIN
    INSERT INTO reach_stale (record, family_id, person_id, family_card_no)
    VALUES (new.id, new.family_id, new.person_id, new.family_card_no);
END;
CREATE TRIGGER reach_after_delete AFTER DELETE ON intervention WHEN EXISTS (SELECT 1 FROM reach_kept) BEGIN
    INSERT INTO reach_stale (record, family_id, person_id, family_card_no)
    VALUES (old.id, old.family_id, old.person_id, old.family_card_no);
END;
