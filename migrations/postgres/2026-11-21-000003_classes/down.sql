DROP TABLE join_codes;
DROP TABLE teaching_assignments;
DROP TABLE enrollments;
DROP TABLE classes;
