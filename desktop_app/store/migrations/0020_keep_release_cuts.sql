-- At the hub: which release was given to which device, in which package; a later one takes the line's place.
CREATE TABLE release_cut (
    release_id TEXT NOT NULL REFERENCES release (id),
    device_id TEXT NOT NULL,
    package_id TEXT NOT NULL,
    serial TEXT NOT NULL, -- of the certificate by which it was cut
    revision INTEGER NOT NULL, -- how often rows had been admitted or taken out again by then
    families INTEGER NOT NULL,
    persons INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    cut_at TEXT NOT NULL,
    PRIMARY KEY (release_id, device_id)
) WITHOUT ROWID;
-- At an office: the hub's own id of a release that came from it; '' for one that was imported here.
ALTER TABLE release ADD COLUMN hub_release TEXT NOT NULL DEFAULT '';
ALTER TABLE release ADD COLUMN hub_revision INTEGER NOT NULL DEFAULT 0;
