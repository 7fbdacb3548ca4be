-- leads{{whole}}: how many leads got how far, by `dim`, an expression over the lead.
CREATE OR REPLACE MACRO weir.leads{{whole}}({{parameters}}, dim := ''::ENUM('')) AS TABLE
SELECT
    weir.key_of(key) AS key,
    sum(leads) AS leads,
    coalesce(sum(leads) FILTER (is_mql), 0) AS mql,
    coalesce(sum(leads) FILTER (is_sql), 0) AS sql,
    coalesce(sum(leads) FILTER (is_converted), 0) AS opportunities,
    coalesce(sum(leads) FILTER (is_converted AND fate = 1), 0) AS won,
    coalesce(sum(leads) FILTER (is_converted AND fate = 2), 0) AS lost,
    coalesce(sum(leads) FILTER (NOT is_converted AND NOT is_dead), 0) AS undecided,
    sum(amount) FILTER (is_converted AND fate = 1) AS won_value,
    sum(cost) AS cost,
    sum(priced) AS priced
FROM weir.alike_leads{{whole}}({{arguments}}, dim := dim)
GROUP BY ALL
ORDER BY leads DESC, key;

-- lead_work{{whole}}: leads by how soon they were first touched and by how often, in bands, with what became of them.
CREATE OR REPLACE MACRO weir.lead_work{{whole}}({{parameters}}) AS TABLE
SELECT
    speed::INTEGER AS speed,
    weir.touch_band(touches) AS attempts,
    sum(leads) AS leads,
    coalesce(sum(leads) FILTER (is_converted), 0) AS converted,
    coalesce(sum(leads) FILTER (is_converted AND fate = 1), 0) AS won,
    sum(talked) AS talked,
    sum(met) AS met
FROM weir.alike_work{{whole}}({{arguments}})
GROUP BY ALL;
