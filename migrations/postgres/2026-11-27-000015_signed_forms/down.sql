DROP TABLE form_reviews;
DROP TABLE signed_forms;
