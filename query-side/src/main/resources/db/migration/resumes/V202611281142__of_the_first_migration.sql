-- V202611221230 says MG02, which is the letters'.
COMMENT ON TABLE resumes IS 'T02, of the document''s migration MG01';
