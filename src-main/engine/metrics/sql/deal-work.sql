-- worked_deal{{narrow}}: deals created in the period, by how soon and how often they were touched.
CREATE OR REPLACE MACRO weir.worked_deal{{narrow}}(as_of, from_day := NULL, to_day := NULL, keep := true) AS TABLE
WITH counted AS (
    SELECT o.key AS deal, o.life, {{counted}} FROM weir.{{life}}(as_of) AS o WHERE keep
)
SELECT
    c.deal AS key,
    CASE
        WHEN t.first_at IS NULL OR t.first_at >= weir.until(as_of) THEN 5
        -- Of an activity only the day may be known: one of the first day counts as prompt.
        WHEN t.first_at <= weir.moment_of(c.started) THEN 0
        ELSE weir.speed_band(weir.moment_of(c.started), t.first_at)
    END AS speed,
    CASE WHEN t.first_at < weir.until(as_of) THEN least(t.touches, 60) ELSE 0 END AS touches,
    c.fate
FROM counted AS c
LEFT JOIN weir.deal_touch AS t ON t.key = c.deal
WHERE c.started IS NOT NULL AND c.life = 1 AND weir.tick_in_period(c.started, from_day, to_day);

-- deal_work{{narrow}}: how many of them there are, with what became of them.
CREATE OR REPLACE MACRO weir.deal_work{{narrow}}(as_of, from_day := NULL, to_day := NULL, keep := true) AS TABLE
SELECT speed, touches, fate, count(*) AS deals
FROM weir.worked_deal{{narrow}}(as_of, from_day := from_day, to_day := to_day, keep := keep)
GROUP BY ALL;
