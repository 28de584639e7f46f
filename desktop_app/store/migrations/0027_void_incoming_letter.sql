-- A letter that came and was written down in error is taken back; it stays readable in its place.
ALTER TABLE incoming_letter ADD COLUMN void_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE incoming_letter ADD COLUMN voided_by TEXT NOT NULL DEFAULT '';
ALTER TABLE incoming_letter ADD COLUMN voided_at TEXT;
