-- set_target: targets set by hand, the last word on each period and group. What is null was given back to the files.
CREATE OR REPLACE MACRO weir.set_target() AS TABLE
SELECT * EXCLUDE (is_last)
FROM (
    SELECT *, row_number() OVER (PARTITION BY from_day, to_day, owner, team ORDER BY id DESC) = 1 AS is_last
    FROM weir.target_entry
)
WHERE is_last AND amount IS NOT NULL;

-- imported_target: targets of the files in the currency of the workspace, at the newest rate. NULL where there is none.
CREATE OR REPLACE MACRO weir.imported_target() AS TABLE
WITH base AS (
    SELECT max(value) FILTER (name = 'currency') AS currency FROM weir.setting
),
rate_into AS (
    SELECT currency, "to" AS target, arg_max(rate, coalesce(day, DATE '9999-12-31')) AS rate
    FROM weir.rate
    GROUP BY ALL
),
converted AS (
    SELECT
        t.from_day,
        t.to_day,
        t.owner,
        t.team,
        t.amount * CASE
            WHEN t.currency IS NULL OR b.currency IS NULL OR t.currency = b.currency THEN 1
            ELSE coalesce(direct.rate, 1 / inverse.rate)
        END AS amount
    FROM weir.target AS t
    CROSS JOIN base AS b
    LEFT JOIN rate_into AS direct ON direct.currency = t.currency AND direct.target = b.currency
    LEFT JOIN rate_into AS inverse ON inverse.currency = b.currency AND inverse.target = t.currency
    WHERE t.to_day IS NOT NULL AND t.amount IS NOT NULL
)
-- An owner may have a target in each of several teams or currencies.
SELECT from_day, to_day, owner, team, CASE WHEN count(*) = count(amount) THEN sum(amount) END::DECIMAL(18, 2) AS amount
FROM converted
GROUP BY ALL;

-- target_by_group: every target that holds, of one group and period each: set by hand, else imported. `field` is company,
-- team or owner; `team` is that of an owner.
CREATE OR REPLACE MACRO weir.target_by_group() AS TABLE
WITH told AS (
    SELECT from_day, to_day, owner, CASE WHEN owner IS NULL THEN team END AS team_alone, team, amount, 'set' AS source
    FROM weir.set_target()
    UNION ALL
    SELECT from_day, to_day, owner, CASE WHEN owner IS NULL THEN team END, team, amount, 'imported'
    FROM weir.imported_target()
),
summed AS (
    SELECT
        CASE WHEN owner IS NOT NULL THEN 'owner' WHEN team_alone IS NOT NULL THEN 'team' ELSE 'company' END AS field,
        coalesce(owner, team_alone) AS value,
        from_day,
        to_day,
        source,
        any_value(team) AS told_team,
        CASE WHEN count(*) = count(amount) THEN sum(amount) END::DECIMAL(18, 2) AS amount
    FROM told
    GROUP BY ALL
),
team_of AS (
    SELECT owner, mode(team) AS team FROM weir.opportunity WHERE team IS NOT NULL GROUP BY owner
)
SELECT s.field, s.value, s.from_day, s.to_day, s.amount, s.source, coalesce(s.told_team, t.team) AS team
FROM summed AS s
LEFT JOIN team_of AS t ON s.field = 'owner' AND t.owner = s.value
QUALIFY row_number() OVER (PARTITION BY s.field, s.value, s.from_day, s.to_day ORDER BY s.source = 'set' DESC) = 1;

-- target_of: the target that each group has for a period: one of the very period, or the sum of those of the months
-- (quarters, weeks, …) within it. What is set by hand goes before what is imported, and what covers the whole period before
-- what covers a part: `covered` is the share of its days. A team without a target of its own has the sum of its owners',
-- the company the sum of its teams' or, where that is more, of all owners'.
--   source  set: by hand, at least in part; imported; teams or owners: the sum of theirs
--   parts   how many targets make it up
CREATE OR REPLACE MACRO weir.target_of(first_day, last_day) AS TABLE
WITH by_length AS (
    SELECT
        t.field,
        t.value,
        -- Months have 28 to 31 days, quarters 89 to 92: of one kind are those alike.
        round((t.to_day - t.from_day + 1) / 30.4) AS months,
        sum(t.amount) AS amount,
        count(*) AS parts,
        bool_or(t.source = 'set') AS is_set,
        any_value(t.team) AS team,
        sum(t.to_day - t.from_day + 1) AS days
    FROM weir.target_by_group() AS t
    WHERE t.from_day >= first_day::DATE AND t.to_day <= last_day::DATE
    GROUP BY t.field, t.value, months
    HAVING count(*) = count(t.amount)
),
own AS (
    SELECT
        field,
        value,
        team,
        amount,
        CASE WHEN is_set THEN 'set' ELSE 'imported' END AS source,
        parts,
        least(days / (last_day::DATE - first_day::DATE + 1), 1) AS covered
    FROM by_length
    QUALIFY row_number() OVER (
        PARTITION BY field, value ORDER BY covered >= 1 DESC, parts = 1 AND is_set DESC, is_set DESC, parts, months DESC
    ) = 1
),
team_sum AS (
    SELECT team AS value, sum(amount) AS amount, count(*) AS parts, avg(covered) AS covered
    FROM own
    WHERE field = 'owner' AND team IS NOT NULL
    GROUP BY team
),
team AS (
    SELECT
        coalesce(o.value, s.value) AS value,
        coalesce(o.amount, s.amount) AS amount,
        coalesce(o.source, 'owners') AS source,
        coalesce(o.parts, s.parts) AS parts,
        coalesce(o.covered, s.covered) AS covered
    FROM (FROM own WHERE field = 'team') AS o
    FULL JOIN team_sum AS s ON s.value = o.value
),
company AS (
    SELECT amount, source, parts, covered, 1 AS place FROM own WHERE field = 'company'
    UNION ALL
    SELECT sum(amount), 'teams', count(*), avg(covered), 2 FROM team HAVING bool_or(source <> 'owners')
    UNION ALL
    SELECT sum(amount), 'owners', count(*), avg(covered), 2 FROM own WHERE field = 'owner' HAVING count(*) > 0
)
SELECT 'company' AS field, NULL::VARCHAR AS value, amount, source, parts, covered
FROM (FROM company ORDER BY place, amount DESC LIMIT 1)
UNION ALL
SELECT 'team', value, amount, source, parts, covered FROM team
UNION ALL
SELECT 'owner', value, amount, source, parts, covered FROM own WHERE field = 'owner'
ORDER BY field, value;
