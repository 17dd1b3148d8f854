DROP TABLE release_members;
DROP TABLE release_numbers;
DROP TABLE releases;
