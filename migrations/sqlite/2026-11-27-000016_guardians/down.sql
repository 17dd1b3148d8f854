DROP TABLE record_disclosures;
DROP TABLE pairing_codes;
DROP TABLE guardian_limits;
DROP TABLE guardianships;
