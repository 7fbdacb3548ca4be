-- rep_load{{narrow}}: as weir.rep_load, from the table of open lives alone.
CREATE OR REPLACE MACRO {{weir}}.rep_load{{narrow}}(as_of, keep := true) AS TABLE
SELECT n.owner::VARCHAR AS owner, s.rank, sum(n.deals) AS deals
FROM (
    SELECT o.owner, o.stage_id, count(*) AS deals
    FROM {{weir}}.open_life(as_of) AS o
    WHERE keep
    GROUP BY ALL
) AS n
JOIN weir.stage AS s USING (stage_id)
GROUP BY n.owner, s.rank;
