DROP INDEX exports_school_export_id;
ALTER TABLE exports DROP COLUMN school_export_id;
DROP TABLE school_exports;
DROP TABLE destruction_lines;
DROP TABLE destructions;
