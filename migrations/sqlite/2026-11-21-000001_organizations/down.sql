DROP TABLE academic_sessions;
DROP TABLE agreements;
DROP TABLE grounds;
DROP TABLE schools;
DROP TABLE subject_keys;
DROP TABLE organization_keys;
DROP TABLE handles;
DROP TABLE organizations;
