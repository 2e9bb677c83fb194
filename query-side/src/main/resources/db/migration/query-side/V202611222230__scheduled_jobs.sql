-- J01–J03: a job that every node schedules is run by one of them at a time. A row is the lock of one job; its owner
-- prolongs it while the job runs, so that the lock of a node that dies is free again when lock_until has passed.
CREATE TABLE private.scheduled_job
(
    name       text      PRIMARY KEY,
    -- UTC, by the clock of the database, whatever zone a session is in
    lock_until timestamp NOT NULL,
    locked_at  timestamp NOT NULL,
    -- which node
    locked_by  text      NOT NULL
);

REVOKE ALL ON private.scheduled_job FROM PUBLIC;
GRANT USAGE ON SCHEMA private TO projector;
GRANT SELECT, INSERT, UPDATE ON private.scheduled_job TO projector;
