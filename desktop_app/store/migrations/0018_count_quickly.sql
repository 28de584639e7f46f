-- What the first page and the status line count after every save, however many records there are. The
-- columns that the conditions name stand in each index, so that the rows themselves are not read.
CREATE INDEX op_by_standing ON op (is_own, is_confirmed, type, written_at);
CREATE INDEX intervention_by_state ON intervention (status, status_on, voided_at) WHERE voided_at IS NULL;
CREATE INDEX intervention_by_giving ON intervention (family_id, status_on, is_given, voided_at)
    WHERE is_given = 1 AND voided_at IS NULL;
CREATE INDEX intervention_by_dispute ON intervention (is_disputed, voided_at) WHERE is_disputed = 1;
CREATE INDEX intervention_of_families ON intervention (family_id, family_card_no, national_id, subject_kind, voided_at)
    WHERE subject_kind = 'family' AND voided_at IS NULL;
CREATE INDEX intervention_of_persons ON intervention (person_id, national_id, subject_kind, voided_at)
    WHERE subject_kind = 'person' AND voided_at IS NULL;
