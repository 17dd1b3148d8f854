-- What a class is: one of a school that authorizes, or a sandbox that holds aliases only.
ALTER TABLE classes ADD COLUMN kind TEXT NOT NULL DEFAULT 'ordinary' CHECK (kind IN ('ordinary', 'sandbox'));

-- A ground may be a sandbox, with the id of its class. The check of a column cannot be altered.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE kept_grounds AS SELECT organization_id, id, kind FROM grounds;
DROP TABLE grounds;
CREATE TABLE grounds (
    organization_id BLOB NOT NULL REFERENCES organizations (organization_id),
    id              BLOB NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('agreement', 'consent', 'sandbox')),
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
INSERT INTO grounds (organization_id, id, kind) SELECT organization_id, id, kind FROM kept_grounds;
DROP TABLE kept_grounds;
