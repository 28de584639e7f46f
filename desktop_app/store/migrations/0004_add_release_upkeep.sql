-- is_slim: only what a household's history and recognition need is left in the file of the release.
-- unsettled: what is being done to the file; set before, emptied in the transaction that writes down what came of it.
ALTER TABLE release ADD COLUMN is_slim INTEGER NOT NULL DEFAULT 0;
ALTER TABLE release ADD COLUMN unsettled TEXT NOT NULL DEFAULT '';
