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
-- What all programmes decided and gave, as it was at one place in the line of changes.
CREATE TABLE aid_sum_kept (
    place INTEGER NOT NULL,
    programme TEXT NOT NULL,
    funds TEXT NOT NULL,
    quarter INTEGER NOT NULL,
    decreed INTEGER NOT NULL,
    given INTEGER NOT NULL,
    decreed_rupiah INTEGER NOT NULL,
    given_rupiah INTEGER NOT NULL
);
