-- bast_kind: what the hand-over record of a release allows ('' as long as nobody has said it); see domain/bast.py.
ALTER TABLE release ADD COLUMN bast_kind TEXT NOT NULL DEFAULT '';
