-- What a rebuild has left out of its shadow, because it is parked and still cannot be projected: by sequence, the
-- position from which on. It commits with the shadow's rows, as the position that the rebuild has reached does.
ALTER TABLE projections.rebuild
    ADD COLUMN left_out jsonb NOT NULL DEFAULT '{}';
