-- Which bytes of evidence were put into a package once; the hub asks anew for those that did not arrive.
CREATE TABLE attachment_sent (
    digest TEXT PRIMARY KEY,
    package_id TEXT NOT NULL,
    sent_at TEXT NOT NULL
) WITHOUT ROWID;
-- At the hub: the hashes of bytes that a device said it lacks, as JSON.
ALTER TABLE device_contact ADD COLUMN lacking TEXT NOT NULL DEFAULT '[]';
