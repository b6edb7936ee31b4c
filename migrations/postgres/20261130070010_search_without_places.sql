-- PostgreSQL keeps what was written last beside these indexes, in a list that every search reads from one end to the other, of
-- 4 MB before it is put in its place. Titles are few words and are put there at once; of texts the list stays short.
ALTER INDEX search_text_heads SET (fastupdate = off);
ALTER INDEX search_text_tokens SET (gin_pending_list_limit = 128);
SELECT gin_clean_pending_list('search_text_heads');
SELECT gin_clean_pending_list('search_text_tokens');
