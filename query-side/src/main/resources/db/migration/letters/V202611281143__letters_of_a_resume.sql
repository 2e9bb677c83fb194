-- V202611222220 calls it X09, which is a résumé's exports; the document's diagram has no letters of a résumé.
COMMENT ON INDEX idx_cover_letters_resume IS 'The letters of a résumé';
