-- I07, I08: as the document has them, next to idx_exports_user, which is I06 with the order of a user's list behind it.
CREATE INDEX idx_exports_expires_at ON exports (expires_at);
CREATE INDEX idx_exports_created_at ON exports (created_at DESC);
-- X09: the exports of a résumé. A row lives for a day, so the table is small when this runs and nobody waits for the lock.
CREATE INDEX idx_exports_resume ON exports (resume_id, created_at DESC, id);
