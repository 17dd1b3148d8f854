DROP TABLE inspection_steps;
DROP TABLE inspection_sessions;
DROP TABLE accuracy_reviews;
DROP TABLE correction_notices;
DROP TABLE disclosed_statements;
DROP TABLE statements_of_disagreement;
DROP TABLE amendments;
