-- What a newer program wrote is looked for whenever this one may have learnt to read it.
CREATE INDEX op_not_understood ON op (entity) WHERE is_understood = 0;
