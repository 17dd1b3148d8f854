DROP TABLE release_numbers;
DROP TABLE releases;
