-- A stream keeps its snapshots, not the latest alone, so that it is read at any version from one that is near.
ALTER TABLE event_store.snapshot
    DROP CONSTRAINT snapshot_pkey;

ALTER TABLE event_store.snapshot
    ADD CONSTRAINT snapshot_pkey PRIMARY KEY (stream_type, stream_id, version);
