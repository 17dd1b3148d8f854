DROP TABLE join_codes;
DROP TABLE teaching_assignments;
DROP TABLE school_enrollments;
DROP TABLE enrollments;
DROP TABLE classes;
