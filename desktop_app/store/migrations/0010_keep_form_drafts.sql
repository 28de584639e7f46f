-- What somebody is typing into a form and has not recorded: of this device and person alone, never an op.
CREATE TABLE form_draft (
    user_id TEXT NOT NULL,
    form TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    PRIMARY KEY (user_id, form, subject)
) WITHOUT ROWID;
