DROP TABLE retention_warnings;
DROP TABLE retention_runs;
DROP TABLE legal_holds;
ALTER TABLE users DROP COLUMN erased_at;
ALTER TABLE users DROP COLUMN last_used_at;
