-- Once, on main, as postgres:  API_PASSWORD=... SLOT=observatory psql -v ON_ERROR_STOP=1 -f roles.sql
-- Roles and passwords reach the replicas by replication; slots do not, so a promoted replica needs its own.
\getenv api_password API_PASSWORD
\getenv slot SLOT
-- The password stays out of the server's log, also when something fails.
set log_statement = 'none';
set log_min_error_statement = 'panic';
set log_min_duration_statement = -1;
-- A replica shows a certificate; it has no password.
create role replicator replication login;
-- The functions. What they may do is in the migrations.
create role ops_api login password :'api_password';
create database ops_db;
-- One per secondary site. `true`: WAL is kept from this moment on, not only from the replica's first connection.
select pg_create_physical_replication_slot(:'slot', true);
