-- search_text: what a deal is searched by beside its owner, in lower case. Every search reads all of it, so it is kept
-- uncompressed, and without an account that the name repeats.
CREATE OR REPLACE TABLE weir.next_search_text (key INTEGER, text VARCHAR USING COMPRESSION uncompressed);

INSERT INTO weir.next_search_text
SELECT key, lower(concat_ws(chr(31), id, name, CASE WHEN NOT coalesce(contains(name, account), false) THEN account END))
FROM weir.next_opportunity
