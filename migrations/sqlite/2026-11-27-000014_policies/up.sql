-- Who accepted which version of the policy, and how. Written once, and kept as evidence when the account
-- is gone: it names nobody but by id.
CREATE TABLE policy_acceptances (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    person_id       BLOB NOT NULL,
    version         TEXT NOT NULL,
    text_digest     BLOB NOT NULL,
    language        TEXT NOT NULL,
    method          TEXT NOT NULL,
    accepted_at     INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, person_id, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER policy_acceptances_refuses_update BEFORE UPDATE ON policy_acceptances
BEGIN
    SELECT RAISE(ABORT, 'policy_acceptances is written once');
END;
CREATE TRIGGER policy_acceptances_refuses_delete BEFORE DELETE ON policy_acceptances
BEGIN
    SELECT RAISE(ABORT, 'policy_acceptances is evidence');
END;

-- The first part of the highest number that was accepted: each request of an adult asks for it.
ALTER TABLE users ADD COLUMN accepted_policy INTEGER;

-- Who was told of a version already.
CREATE INDEX messages_about_id ON messages (organization_id, about_id, person_id);
