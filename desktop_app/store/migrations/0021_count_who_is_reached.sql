-- Reports count by who pays and who gives too, and find the family of a record by its person.
DROP INDEX intervention_at_a_glance;
CREATE INDEX intervention_at_a_glance ON intervention (
    recorded_at, programme, period, village, status, status_on, given_on, decile, is_given, is_disputed, voided_at,
    list_id, subject_kind, family_id, amount, effect_key, name, national_id, family_card_no, person_id, funds, agency
);
-- Few records were made in spite of a warning.
CREATE INDEX intervention_warned ON intervention (warnings, programme, period, village, status, voided_at, funds, agency)
    WHERE warnings <> '[]';
