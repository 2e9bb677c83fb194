-- An erased user is entitled to nothing.
ALTER TABLE entitlement_grants
    DROP CONSTRAINT entitlement_grants_ended_by_check,
    ADD CONSTRAINT entitlement_grants_ended_by_check
        CHECK (ended_by IN ('expiry', 'refund', 'administrator', 'erasure'));

ALTER TABLE entitlement_grants NO FORCE ROW LEVEL SECURITY;
ALTER TABLE user_entitlements NO FORCE ROW LEVEL SECURITY;
UPDATE entitlement_grants g
SET ended_at = e.time, ended_by = 'erasure'
FROM personal_data.subject_key k
         JOIN event_store.event e ON e.position = k.erased_position
WHERE k.subject = g.user_id
  AND g.ended_at IS NULL;
UPDATE user_entitlements u
SET premium = false, export_unlocked = false, updated_at = e.time
FROM personal_data.subject_key k
         JOIN event_store.event e ON e.position = k.erased_position
WHERE k.subject = u.user_id;
ALTER TABLE entitlement_grants FORCE ROW LEVEL SECURITY;
ALTER TABLE user_entitlements FORCE ROW LEVEL SECURITY;
