-- One row a setting; the value is JSON text.
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE user (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE UNIQUE,
    full_name TEXT NOT NULL,
    role TEXT NOT NULL,
    is_active INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL
) WITHOUT ROWID;

-- A release is one file under extracts/; the setting current_release names the one people see.
CREATE TABLE release (
    id TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    reference_date TEXT NOT NULL,
    received_at TEXT NOT NULL,
    handover_no TEXT NOT NULL,
    layout TEXT NOT NULL,
    region_system TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('loading', 'ready', 'dropped')),
    accepted_because TEXT NOT NULL DEFAULT '',
    content_digest TEXT NOT NULL,
    families INTEGER NOT NULL DEFAULT 0,
    persons INTEGER NOT NULL DEFAULT 0,
    records INTEGER NOT NULL DEFAULT 0,
    clean INTEGER NOT NULL DEFAULT 0,
    repaired INTEGER NOT NULL DEFAULT 0,
    flagged INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0,
    duplicates INTEGER NOT NULL DEFAULT 0,
    ignored INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE UNIQUE INDEX release_by_label ON release (label) WHERE state <> 'dropped';

-- Every deed of this office, and (at a hub) of every other. The bytes in raw are the truth.
CREATE TABLE op (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    partition TEXT NOT NULL,
    entity TEXT NOT NULL,
    dep TEXT,
    device TEXT NOT NULL,
    number INTEGER NOT NULL,
    written_at TEXT NOT NULL,
    digest TEXT NOT NULL,
    is_own INTEGER NOT NULL,
    is_confirmed INTEGER NOT NULL DEFAULT 0,
    is_understood INTEGER NOT NULL DEFAULT 1,
    raw BLOB NOT NULL
);
CREATE INDEX op_by_entity ON op (entity, position);
CREATE INDEX op_by_partition ON op (partition, is_own, position);
CREATE INDEX op_by_device ON op (device, number);
CREATE INDEX op_by_author ON op (partition, device, position);
CREATE INDEX op_unconfirmed ON op (position) WHERE is_own = 1 AND is_confirmed = 0;

-- How far this device has read the hub's log of one partition.
CREATE TABLE cursor (
    partition TEXT PRIMARY KEY,
    epoch INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hash TEXT NOT NULL
) WITHOUT ROWID;

-- What folding the ops of one intervention gives. Never written except through store/ops.py.
CREATE TABLE intervention (
    id TEXT PRIMARY KEY,
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('family', 'person')),
    person_id INTEGER,
    family_id INTEGER,
    national_id TEXT,
    family_card_no TEXT,
    name TEXT NOT NULL,
    birth_date TEXT,
    village TEXT NOT NULL,
    programme TEXT NOT NULL,
    programme_version TEXT NOT NULL,
    period TEXT NOT NULL,
    amount INTEGER,
    quantity TEXT NOT NULL,
    given_on TEXT NOT NULL,
    funds TEXT NOT NULL,
    agency TEXT NOT NULL,
    status TEXT NOT NULL,
    note TEXT NOT NULL,
    reason TEXT NOT NULL,
    warnings TEXT NOT NULL,
    effect_key TEXT NOT NULL,
    decile INTEGER,
    release_label TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    void_reason TEXT,
    voided_by TEXT,
    voided_at TEXT
) WITHOUT ROWID;
CREATE INDEX intervention_by_family ON intervention (family_id);
CREATE INDEX intervention_by_family_card_no ON intervention (family_card_no);
CREATE INDEX intervention_by_person ON intervention (person_id);
CREATE INDEX intervention_by_national_id ON intervention (national_id);
CREATE INDEX intervention_by_effect_key ON intervention (effect_key);
CREATE INDEX intervention_by_recorded_at ON intervention (recorded_at);

-- The register of outgoing letters. Never written except through store/ops.py.
CREATE TABLE letter (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    template_version INTEGER NOT NULL,
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    sub_number TEXT NOT NULL,
    number TEXT NOT NULL,
    dated TEXT NOT NULL,
    about TEXT NOT NULL,
    person_id INTEGER,
    family_id INTEGER,
    village TEXT NOT NULL,
    signatory TEXT NOT NULL,
    issued_by TEXT NOT NULL,
    issued_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX letter_by_sequence ON letter (series, year, sequence);
CREATE INDEX letter_by_family ON letter (family_id);
CREATE INDEX letter_by_issued_at ON letter (issued_at);

-- The pages as they were printed, so that a reprint is the same years later.
CREATE TABLE letter_page (
    letter_id TEXT PRIMARY KEY REFERENCES letter (id),
    content TEXT NOT NULL,
    pdf BLOB NOT NULL
);

-- Who signs letters, in which capacity and from when to when.
CREATE TABLE official (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    position TEXT NOT NULL,
    number TEXT NOT NULL,
    number_label TEXT NOT NULL,
    rank TEXT NOT NULL,
    capacity TEXT NOT NULL,
    superior TEXT NOT NULL,
    deputy TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT
) WITHOUT ROWID;

-- Append-only; each line carries the hash of the one before and a MAC under a key derived from the database key.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    user_id TEXT NOT NULL,
    deed TEXT NOT NULL,
    subject TEXT NOT NULL,
    facts TEXT NOT NULL,
    hash TEXT NOT NULL,
    mac TEXT NOT NULL
);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit lines are never changed');
END;
CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit lines are never removed');
END;

-- The private keys of this device (and of a hub), each sealed under a key derived from the database key.
CREATE TABLE private_key (
    name TEXT PRIMARY KEY,
    public TEXT NOT NULL,
    sealed BLOB NOT NULL,
    created_at TEXT NOT NULL
) WITHOUT ROWID;

-- What this office was told about itself and the hub, and a hub about its devices: signed documents as received.
CREATE TABLE known_device (
    device_id TEXT PRIMARY KEY,
    serial TEXT NOT NULL,
    office_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    region TEXT NOT NULL,
    label TEXT NOT NULL,
    sign_public TEXT NOT NULL,
    age_recipient TEXT NOT NULL,
    certificate TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    revoked_at TEXT,
    revoked_because TEXT
) WITHOUT ROWID;

CREATE TABLE signed_document (
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    received_at TEXT NOT NULL,
    PRIMARY KEY (kind, version)
) WITHOUT ROWID;

-- Every package written or read here; number counts those this device wrote, last_op is the newest own op in it.
CREATE TABLE package (
    id TEXT PRIMARY KEY,
    direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    ops INTEGER NOT NULL,
    digest TEXT NOT NULL,
    sender TEXT NOT NULL,
    number INTEGER NOT NULL DEFAULT 0,
    last_op INTEGER NOT NULL DEFAULT 0,
    handled_at TEXT NOT NULL,
    handled_by TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX package_by_handled_at ON package (handled_at);
