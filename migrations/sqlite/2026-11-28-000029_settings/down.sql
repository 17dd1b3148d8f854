DROP TABLE setting_changes;
DROP TABLE setting_values;
