-- worked_deal{{narrow}}: deals created in the period, by how soon and how often they were touched.
CREATE OR REPLACE MACRO weir.worked_deal{{narrow}}(as_of, from_day := NULL, to_day := NULL, keep := true) AS TABLE
WITH counted AS MATERIALIZED (
    SELECT deal AS key, started, fate
    FROM (SELECT o.key AS deal, o.life, {{counted}} FROM weir.{{life}}(as_of) AS o WHERE keep)
    WHERE started IS NOT NULL AND life = 1 AND weir.tick_in_period(started, from_day, to_day)
)
SELECT
    c.key,
    weir.work_speed(as_of, c.started, t.first_at) AS speed,
    CASE WHEN t.first_at < weir.until(as_of) THEN least(t.touches, 60) ELSE 0 END AS touches,
    c.fate
FROM counted AS c
-- Of these alone, which DuckDB knows to be few.
LEFT JOIN (FROM weir.deal_touch SEMI JOIN counted USING (key)) AS t ON t.key = c.key;

-- deal_work{{narrow}}: how many of them there are, with what became of them.
CREATE OR REPLACE MACRO weir.deal_work{{narrow}}(as_of, from_day := NULL, to_day := NULL, keep := true) AS TABLE
SELECT speed, touches, fate, count(*) AS deals
FROM weir.worked_deal{{narrow}}(as_of, from_day := from_day, to_day := to_day, keep := keep)
GROUP BY ALL;
