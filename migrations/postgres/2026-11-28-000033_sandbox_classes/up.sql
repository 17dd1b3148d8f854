-- What a class is: one of a school that authorizes, or a sandbox that holds aliases only.
ALTER TABLE classes ADD COLUMN kind text NOT NULL DEFAULT 'ordinary' CHECK (kind IN ('ordinary', 'sandbox'));

-- A ground may be a sandbox, with the id of its class.
ALTER TABLE grounds DROP CONSTRAINT grounds_kind_check;
ALTER TABLE grounds ADD CONSTRAINT grounds_kind_check CHECK (kind IN ('agreement', 'consent', 'sandbox'));
