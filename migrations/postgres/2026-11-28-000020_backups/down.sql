DROP TABLE suppressions;
DROP TABLE restorations;
DROP TABLE erasure_ledgers;
DROP TABLE erased_subjects;
