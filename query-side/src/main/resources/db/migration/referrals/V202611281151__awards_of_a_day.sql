-- T28: why somebody who came brought nothing: its user had got as many awards that day as one user may, or had no account.
ALTER TABLE referral_conversions
    ADD COLUMN withheld text CHECK (withheld IN ('daily_limit', 'owner_not_registered'));

-- V202611221935 says MG04, which is Stripe's.
COMMENT ON TABLE referral_codes IS 'T07, of the document''s migration MG11';
