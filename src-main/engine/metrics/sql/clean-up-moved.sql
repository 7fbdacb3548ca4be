-- outcome_risk_moved: what to add to weir.outcome_risk for losses of clean-ups to count as dated.
CREATE OR REPLACE MACRO weir.outcome_risk_moved(
    as_of, from_day := NULL, to_day := NULL, dim := ''::ENUM(''), keep := true, start_at := NULL
) AS TABLE
SELECT key, t, -won AS won, -lost AS lost, -censored AS censored, -entered AS entered
FROM weir.outcome_risk_booked(
    as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep, start_at := start_at
)
UNION ALL
SELECT key, t, won, lost, censored, entered
FROM weir.outcome_risk_dated(
    as_of, from_day := from_day, to_day := to_day, dim := dim, keep := keep, start_at := start_at
);

-- funnel_risk_moved: the same for weir.funnel_risk.
CREATE OR REPLACE MACRO weir.funnel_risk_moved(
    as_of, definition := 'reached', cohort := 'created', from_day := NULL, to_day := NULL, dim := ''::ENUM(''),
    keep := true, age_ticks := 1
) AS TABLE
SELECT key, rank, fate, t, -n AS n, -value AS value
FROM weir.funnel_risk_booked(
    as_of, definition := definition, cohort := cohort, from_day := from_day, to_day := to_day, dim := dim,
    keep := keep, age_ticks := age_ticks
)
UNION ALL
SELECT key, rank, fate, t, n, value
FROM weir.funnel_risk_dated(
    as_of, definition := definition, cohort := cohort, from_day := from_day, to_day := to_day, dim := dim,
    keep := keep, age_ticks := age_ticks
);
