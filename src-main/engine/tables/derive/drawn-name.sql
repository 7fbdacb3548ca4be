-- drawn_name: what the deals are called that are drawn first where one out of many is shown: those with the lowest hashes. DuckDB would
-- unpack the names of all deals to find some hundred that lie scattered.
CREATE OR REPLACE TABLE weir.next_drawn_name AS
SELECT key, id, name
FROM weir.next_opportunity
WHERE hash(key) < 18446744073709551615 // 32;
