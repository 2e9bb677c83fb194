-- T24: what the payment provider told of money and nothing follows from: for administrators to look at. Nobody's data: the
-- provider's ids, amounts and codes.
CREATE TABLE put_aside_payments
(
    payment_id   uuid        NOT NULL,
    reason       text        NOT NULL,
    provider_id  text        NOT NULL,
    message_type text        NOT NULL,
    amount       bigint,
    currency     char(3),
    product      text,
    version      bigint      NOT NULL,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (payment_id, reason)
);

-- The order of the list.
CREATE INDEX put_aside_payments_time ON put_aside_payments (created_at DESC, payment_id DESC, reason DESC);

ALTER TABLE put_aside_payments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY administration ON put_aside_payments FOR SELECT TO admin_reader USING (true);
CREATE POLICY projection ON put_aside_payments FOR ALL TO projector USING (true) WITH CHECK (true);
REVOKE ALL ON put_aside_payments FROM PUBLIC;
GRANT SELECT ON put_aside_payments TO admin_reader;
GRANT SELECT, INSERT, UPDATE, DELETE ON put_aside_payments TO projector;
