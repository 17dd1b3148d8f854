-- Who accepted which version of the policy, and how. Written once, and kept as evidence when the account
-- is gone: it names nobody but by id.
CREATE TABLE policy_acceptances (
    organization_id uuid NOT NULL REFERENCES organizations (organization_id),
    id              uuid NOT NULL,
    person_id       uuid NOT NULL,
    version         text NOT NULL,
    text_digest     bytea NOT NULL,
    language        text NOT NULL,
    method          text NOT NULL,
    accepted_at     timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, person_id, version)
);
SELECT hold_to_tenant('policy_acceptances');
CREATE TRIGGER policy_acceptances_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_acceptances
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The first part of the highest number that was accepted: each request of an adult asks for it.
ALTER TABLE users ADD COLUMN accepted_policy integer;

-- Who was told of a version already.
CREATE INDEX messages_about_id ON messages (organization_id, about_id, person_id);
