-- All that the page of interventions filters, sorts and counts by, so that fifty thousand wide records need not be read.
CREATE INDEX intervention_at_a_glance ON intervention (
    recorded_at, programme, period, village, status, status_on, given_on, decile, is_given, is_disputed, voided_at,
    list_id, subject_kind, family_id, amount, effect_key, name, national_id, family_card_no
);
DROP INDEX intervention_by_recorded_at;
-- Which records count for one help; the two columns of the condition spare a look at the records themselves.
CREATE INDEX intervention_counted ON intervention (effect_key, is_given, voided_at) WHERE is_given AND voided_at IS NULL;
