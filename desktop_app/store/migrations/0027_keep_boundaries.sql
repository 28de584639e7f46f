-- Boundaries of desa as the office was given them, thinned for drawing: rings of longitude and latitude as JSON.
CREATE TABLE boundary (
    village TEXT PRIMARY KEY,
    rings TEXT NOT NULL
) WITHOUT ROWID;
