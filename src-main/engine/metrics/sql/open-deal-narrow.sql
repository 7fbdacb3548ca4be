-- open_deal{{narrow}}: as weir.open_deal, without the words that only a list of deals shows.
CREATE OR REPLACE MACRO {{weir}}.open_deal{{narrow}}(as_of, keep := true) AS TABLE
WITH deal AS NOT MATERIALIZED (
    SELECT
        o.key,
        o.life,
        o.owner,
        o.segment,
        o.standing_id AS stage_id,
        o.rank,
        o.amount,
        weir.moment_of(o.started) AS started_at,
        o.expected_close,
        CASE WHEN NOT weir.looks_back(as_of) THEN o.last_step_date END AS next_step_date,
        CASE WHEN NOT weir.looks_back(as_of) THEN o.last_probability END AS probability,
        NOT weir.looks_back(as_of) AND o.last_has_step AS has_next_step,
        CASE WHEN NOT weir.looks_back(as_of) THEN o.last_is_committed END AS is_committed,
        weir.days_of(weir.looked_tick(as_of) - o.started) AS age_days,
        weir.days_of(weir.looked_tick(as_of) - o.came) AS days_in_stage,
        greatest(o.touched, CASE WHEN o.last_activity <= as_of::DATE THEN o.last_activity END) AS touched
    FROM {{weir}}.standing_deal{{narrow}}(as_of) AS o
    WHERE keep
)
SELECT *, date_diff('day', coalesce(touched, started_at::DATE), as_of::DATE) AS untouched_days
FROM deal;
