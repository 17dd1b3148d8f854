DROP TABLE support_inbox;
DROP TABLE support_grants;
