-- What happened to an intervention after it was recorded; `history` is empty where nothing did.
ALTER TABLE intervention ADD COLUMN history TEXT NOT NULL DEFAULT '';
-- Since when it is in its state, whether it has been given, and whether people disagree about it.
ALTER TABLE intervention ADD COLUMN status_on TEXT NOT NULL DEFAULT '';
ALTER TABLE intervention ADD COLUMN is_given INTEGER NOT NULL DEFAULT 0 CHECK (is_given IN (0, 1));
ALTER TABLE intervention ADD COLUMN is_disputed INTEGER NOT NULL DEFAULT 0 CHECK (is_disputed IN (0, 1));
-- The list it was recorded with, and who signed in the recipient's place.
ALTER TABLE intervention ADD COLUMN list_id TEXT NOT NULL DEFAULT '';
ALTER TABLE intervention ADD COLUMN signer TEXT NOT NULL DEFAULT '';
UPDATE intervention SET status_on = given_on, is_given = status IN ('disbursed', 'received');
CREATE INDEX intervention_by_list ON intervention (list_id) WHERE list_id <> '';
CREATE INDEX intervention_by_programme ON intervention (programme, period);
