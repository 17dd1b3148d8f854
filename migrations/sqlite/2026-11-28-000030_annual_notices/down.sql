DROP TABLE annual_notices;
