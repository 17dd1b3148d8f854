DROP TABLE directory_refusals;
DROP TABLE directory_parties;
DROP TABLE directory_types;
DROP TABLE directory_designations;
