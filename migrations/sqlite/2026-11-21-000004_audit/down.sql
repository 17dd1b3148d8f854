DROP TABLE audit_installation;
DROP TABLE audit_heads;
DROP TABLE audit_queue;
DROP TABLE audit_links;
DROP TABLE audit_objects;
DROP TABLE audit_events;
