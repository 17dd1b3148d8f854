DROP TABLE age_gate_answers;
DROP TABLE age_transitions;
DROP TABLE age_statements;
ALTER TABLE organizations DROP COLUMN audience;
ALTER TABLE users DROP COLUMN suspended_at;
