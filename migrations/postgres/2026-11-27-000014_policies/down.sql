DROP INDEX messages_about_id;
ALTER TABLE users DROP COLUMN accepted_policy;
DROP TABLE policy_acceptances;
