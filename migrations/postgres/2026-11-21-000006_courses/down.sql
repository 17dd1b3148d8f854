DROP TABLE assigned_versions;
DROP TABLE course_assignments;
DROP TABLE activities;
DROP TABLE lessons;
DROP TABLE course_units;
DROP TABLE course_versions;
DROP TABLE courses;
