-- A code ends with its owner's account: nothing is recorded for an erased user, so nobody can redeem it.
ALTER TABLE referral_codes
    DROP CONSTRAINT referral_codes_ended_by_check,
    ADD CONSTRAINT referral_codes_ended_by_check
        CHECK (ended_by IN ('expiry', 'exhaustion', 'deactivation', 'erasure'));

ALTER TABLE referral_codes NO FORCE ROW LEVEL SECURITY;
UPDATE referral_codes c
SET is_active = false, ended_by = coalesce(c.ended_by, 'erasure'), updated_at = e.time
FROM personal_data.subject_key k
         JOIN event_store.event e ON e.position = k.erased_position
WHERE k.subject = c.user_id
  AND c.is_active;
ALTER TABLE referral_codes FORCE ROW LEVEL SECURITY;
