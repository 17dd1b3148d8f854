DROP TABLE feedback;
DROP TABLE saved_work;
DROP TABLE learner_progress;
DROP TABLE lesson_states;
DROP TABLE activity_states;
DROP TABLE progress_events;
