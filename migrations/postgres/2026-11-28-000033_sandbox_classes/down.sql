ALTER TABLE grounds DROP CONSTRAINT grounds_kind_check;
ALTER TABLE grounds ADD CONSTRAINT grounds_kind_check CHECK (kind IN ('agreement', 'consent'));
ALTER TABLE classes DROP COLUMN kind;
