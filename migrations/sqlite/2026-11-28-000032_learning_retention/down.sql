DROP TABLE record_warnings;
ALTER TABLE lesson_states DROP COLUMN oldest_seen_at;
DROP TABLE course_completions;
