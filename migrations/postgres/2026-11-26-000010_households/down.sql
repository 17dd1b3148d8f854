DROP TABLE consent_ends;
DROP TABLE consents;
DROP TABLE consent_requests;
DROP TABLE households;
