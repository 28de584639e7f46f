-- Which families are reached, and by what: kept as their counts are, so that a list behind a number need not
-- look at every record.
CREATE TABLE reach_family (
    village TEXT NOT NULL,
    family INTEGER NOT NULL,
    decile INTEGER NOT NULL,
    programmes INTEGER NOT NULL,
    codes TEXT NOT NULL,
    PRIMARY KEY (village, family)
) WITHOUT ROWID;
-- Counts that were kept without them are made anew.
DELETE FROM reach_kept;
