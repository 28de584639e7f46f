-- A light release names nobody: numbers and deciles only.
ALTER TABLE release ADD COLUMN is_light INTEGER NOT NULL DEFAULT 0;
