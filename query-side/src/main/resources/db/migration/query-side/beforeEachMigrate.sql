-- Flyway puts the schema of its own table first; what a migration names without a schema is meant to be in public.
SET search_path = public;
