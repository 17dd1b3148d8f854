DROP TABLE emergencies;
DROP TABLE legal_processes;
