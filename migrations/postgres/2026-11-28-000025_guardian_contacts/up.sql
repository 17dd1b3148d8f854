-- A parent or guardian of a student whom a roster names. They have no account by it. One that is over
-- keeps no name, unless something stands against the end of the student's data; the row stays as a mark
-- where no roster is to bring the person back.
CREATE TABLE guardian_contacts (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    student_id      uuid NOT NULL,
    source_index    bytea NOT NULL,
    statement       bytea NOT NULL,
    kind            text NOT NULL,
    given_name      bytea,
    family_name     bytea,
    email           bytea,
    named_at        timestamptz NOT NULL,
    pairing_code_id uuid,
    guardianship_id uuid,
    ended_at        timestamptz,
    end_reason      text,
    barred_at       timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, student_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, pairing_code_id) REFERENCES pairing_codes (organization_id, id),
    FOREIGN KEY (organization_id, guardianship_id) REFERENCES guardianships (organization_id, id),
    CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
    -- Both names or none, and no address without them.
    CHECK ((given_name IS NULL) = (family_name IS NULL)),
    CHECK (email IS NULL OR given_name IS NOT NULL),
    CHECK (ended_at IS NOT NULL OR (given_name IS NOT NULL AND barred_at IS NULL))
);
SELECT hold_to_tenant('guardian_contacts');
CREATE UNIQUE INDEX guardian_contacts_pair ON guardian_contacts (organization_id, student_id, source_index)
    WHERE ended_at IS NULL;
CREATE INDEX guardian_contacts_student_id ON guardian_contacts (organization_id, student_id);
CREATE INDEX guardian_contacts_pairing_code_id ON guardian_contacts (organization_id, pairing_code_id);
CREATE INDEX guardian_contacts_guardianship_id ON guardian_contacts (organization_id, guardianship_id);
CREATE INDEX guardian_contacts_over ON guardian_contacts (organization_id, id)
    WHERE ended_at IS NOT NULL AND given_name IS NOT NULL;
CREATE INDEX guardian_contacts_barred ON guardian_contacts (organization_id, student_id)
    WHERE barred_at IS NOT NULL;
