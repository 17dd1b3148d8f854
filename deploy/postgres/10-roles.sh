#!/usr/bin/env bash
# Runs once, when PostgreSQL sets up an empty data directory: the two roles and the database.
# What hallpass_service may do with which table is granted by the migrations.
set -euo pipefail

psql --no-psqlrc --set ON_ERROR_STOP=1 --username postgres --dbname postgres <<'SQL'
\set owner_password `cat /run/hallpass/owner_password`
\set service_password `cat /run/hallpass/service_password`

CREATE ROLE hallpass_owner LOGIN PASSWORD :'owner_password'
    NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
CREATE ROLE hallpass_service LOGIN PASSWORD :'service_password'
    NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;

CREATE DATABASE hallpass OWNER hallpass_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE hallpass FROM PUBLIC;
GRANT CONNECT ON DATABASE hallpass TO hallpass_service;
SQL
