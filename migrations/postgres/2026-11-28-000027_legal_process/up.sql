-- A demand of a court or an authority for a student's record, and the course that it takes
-- (34 CFR 99.31(a)(9)).
CREATE TABLE legal_processes (
    organization_id    uuid NOT NULL,
    id                 uuid NOT NULL,
    student_id         uuid NOT NULL,
    kind               text NOT NULL,
    issuer             bytea NOT NULL,
    reference          bytea NOT NULL,
    categories         text NOT NULL,
    received_by        uuid NOT NULL,
    received_at        timestamptz NOT NULL,
    return_at          timestamptz,
    no_notice_basis    text,
    gag_ends_at        timestamptz,
    state              text NOT NULL,
    validated_by       uuid,
    validated_at       timestamptz,
    school_notified_at timestamptz,
    notice_service     text,
    notice_at          timestamptz,
    told_at            timestamptz,
    ended_by           uuid,
    ended_at           timestamptz,
    disclosure_id      uuid,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, student_id) REFERENCES users (organization_id, id),
    FOREIGN KEY (organization_id, disclosure_id) REFERENCES record_disclosures (organization_id, id),
    CHECK (kind IN ('court_order', 'subpoena', 'warrant', 'agency_request')),
    CHECK (state IN ('received', 'validated', 'school_notified', 'rights_holder_notified', 'complied', 'quashed', 'refused')),
    -- A request without compulsory process opens nothing.
    CHECK (kind <> 'agency_request' OR state = 'refused'),
    -- Three orders forbid to tell, each of its kind of process, and each ends.
    CHECK (no_notice_basis IS NULL
        OR (no_notice_basis IN ('federal_grand_jury', 'law_enforcement_subpoena') AND kind = 'subpoena')
        OR (no_notice_basis = 'ex_parte_terrorism_order' AND kind = 'court_order')),
    CHECK ((no_notice_basis IS NULL) = (gag_ends_at IS NULL)),
    -- Who recorded it does not check it.
    CHECK ((validated_by IS NULL) = (validated_at IS NULL)),
    CHECK (validated_by IS NULL OR validated_by <> received_by),
    -- Who reads of it is not yet told: nobody could be written to.
    CHECK (notice_service IS NULL OR notice_at IS NOT NULL),
    CHECK (told_at IS NULL OR notice_service IS NOT NULL),
    CHECK (notice_service IS NULL OR notice_service IN ('message', 'by_hand')),
    CHECK (told_at IS NULL OR told_at >= notice_at),
    CHECK (state NOT IN ('validated', 'school_notified', 'rights_holder_notified', 'complied') OR validated_at IS NOT NULL),
    CHECK (state NOT IN ('school_notified', 'rights_holder_notified', 'complied') OR school_notified_at IS NOT NULL),
    CHECK (state <> 'rights_holder_notified' OR told_at IS NOT NULL),
    CHECK (state <> 'complied' OR told_at IS NOT NULL OR no_notice_basis IS NOT NULL),
    -- What became of it stands in the record of disclosures.
    CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
    CHECK ((ended_at IS NULL) = (disclosure_id IS NULL)),
    CHECK ((ended_at IS NULL) = (state IN ('received', 'validated', 'school_notified', 'rights_holder_notified')))
);
SELECT hold_to_tenant('legal_processes');
CREATE INDEX legal_processes_student_id ON legal_processes (organization_id, student_id);

-- A health or safety emergency of a student: its threat, who needs to know and what (34 CFR 99.36).
CREATE TABLE emergencies (
    organization_id uuid NOT NULL,
    id              uuid NOT NULL,
    student_id      uuid NOT NULL,
    threat          bytea NOT NULL,
    recipients      bytea NOT NULL,
    categories      text NOT NULL,
    recorded_by     uuid NOT NULL,
    recorded_at     timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    renewed_by      uuid,
    renewed_at      timestamptz,
    reasons         bytea,
    ended_by        uuid,
    ended_at        timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, student_id) REFERENCES users (organization_id, id),
    CHECK (expires_at > recorded_at),
    -- It goes on for reasons that are written down.
    CHECK ((renewed_at IS NULL) = (renewed_by IS NULL)),
    CHECK ((renewed_at IS NULL) = (reasons IS NULL)),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
SELECT hold_to_tenant('emergencies');
CREATE INDEX emergencies_student_id ON emergencies (organization_id, student_id);
