-- Trigrams of texts, for indexes that find any part of them.
create extension if not exists pg_trgm with schema public;
