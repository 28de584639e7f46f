-- The number of the newest line of the audit under a MAC: a line taken away at the end leaves no gap in the chain.
CREATE TABLE audit_end (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL,
    mac TEXT NOT NULL
);
