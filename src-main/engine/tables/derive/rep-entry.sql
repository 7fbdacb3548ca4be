-- rep_start: since when each rep has deals, as far as was `known` by a tick: of what became known later, what began before.
CREATE OR REPLACE TABLE weir.next_rep_start AS
WITH seen AS MATERIALIZED (
    -- The owner is the same in all that was ever told of the deal.
    SELECT owner, least(settled, greatest(known, stage_known)) AS known, started AS since
    FROM weir.next_narrow_life
    ANTI JOIN weir.next_owner_spell USING (key)
    WHERE owner IS NOT NULL
    UNION ALL
    SELECT s.owner, greatest(s.known, least(n.settled, n.known)), greatest(s.since, n.started)
    FROM weir.next_owner_spell AS s
    JOIN weir.next_narrow_life AS n ON n.key = s.key AND n.life = 1
    WHERE s.owner IS NOT NULL
),
-- Few began before what was known first.
first AS (
    SELECT owner, min(known) AS known, min_by(since, known) AS since
    FROM seen
    GROUP BY owner
),
earlier AS (
    SELECT s.owner, s.known, min(s.since) AS since
    FROM seen AS s
    JOIN first AS f ON f.owner = s.owner AND (s.known = f.known OR s.since < f.since)
    GROUP BY s.owner, s.known
)
SELECT *
FROM earlier
QUALIFY coalesce(
    since < min(since) OVER (PARTITION BY owner ORDER BY known ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true
)
ORDER BY owner, known;

-- rep_base: lives of deals that have to be looked up as of a day, because they changed hands or a closing was taken back,
-- with the number of their kind in the whole sale, and whether they began beyond the first stage; `valued` is the tick since which
-- amount and owner are what they are.
CREATE OR REPLACE TABLE weir.next_rep_base AS
WITH began_beyond AS (
    SELECT key, life
    FROM weir.next_reach
    WHERE rank = 1 AND reached IS NOT NULL AND coalesce(visited > reached, true)
)
SELECT key, life, valued, skipped, {{kind}} AS kind
FROM (
    SELECT n.*, {{size}} AS size, b.key IS NOT NULL AS skipped
    FROM weir.next_narrow_life AS n
    SEMI JOIN (SELECT key FROM weir.next_owner_spell UNION SELECT key FROM weir.next_reopening) AS a ON a.key = n.key
    LEFT JOIN began_beyond AS b ON b.key = n.key AND b.life = n.life
) AS n;

-- rep_entry: what reps are compared by, of deals that never changed hands. Of rank 1, 2, 3, … each life that came into that
-- stage; of rank 0 each life that was seen from its creation on.
--   sampled      one deal in so many, from which kinds of deals are learned; where there are not very many, all
--   valued       the tick since which all of it is as it stands here
--   entered      when it came into the stage, or began
--   gone         the age it went further at, or was won; where it was lost, that age short of `never`; else between
--   number       that of its rank and kind of deal, which weir.rep_kind lists
-- Sorted so that a question about one stage reads its rows alone, and what changed after a day stands together.
CREATE OR REPLACE TABLE weir.next_rep_entry AS
WITH late AS (
    SELECT key, max(tick(reopened_at)) AS changed
    FROM weir.next_reopening
    GROUP BY key
),
began_beyond AS (
    SELECT key, life
    FROM weir.next_reach
    WHERE rank = 1 AND reached IS NOT NULL AND coalesce(visited > reached, true)
),
entry AS (
    SELECT
        rank,
        settled,
        valued,
        reached AS entered,
        reached_age AS age,
        reached_fate AS fate,
        false AS skipped,
        {{size}} AS size,
        key,
        life,
        owner,
        pipeline,
        segment,
        source,
        lead_type
    FROM weir.next_reach AS n
    WHERE visited = reached
    UNION ALL
    SELECT
        0::USMALLINT,
        n.settled,
        greatest(n.valued, n.known, n.stage_known),
        n.started,
        n.age,
        n.fate,
        b.key IS NOT NULL,
        {{size}},
        n.key,
        n.life,
        n.owner,
        n.pipeline,
        n.segment,
        n.source,
        n.lead_type
    FROM weir.next_narrow_life AS n
    LEFT JOIN began_beyond AS b ON b.key = n.key AND b.life = n.life
    WHERE n.entry_age IS NULL AND coalesce(n.age >= 0, n.fate = 3)
)
SELECT
    n.key % {{every}} = 0 AS sampled,
    n.rank,
    least(n.settled, greatest(n.valued, l.changed)) AS valued,
    n.entered,
    coalesce(CASE n.fate WHEN 1 THEN n.age WHEN 2 THEN tick(never()) - n.age END, tick(never()) // 2) AS gone,
    n.key,
    n.life,
    n.owner,
    n.pipeline,
    {{number}} AS number
FROM entry AS n
ANTI JOIN weir.next_owner_spell AS s ON s.key = n.key
LEFT JOIN late AS l ON l.key = n.key
ORDER BY sampled DESC, n.rank, valued;

-- rep_spell_entry: the same of deals that changed hands, with the owner of the time found beforehand; of rank 0 once for each
-- owner it had.
--   outdated     the tick after which it is not so any more; `never` but for few
--   kind         the number of its kind of deal alone
--   age, fate    the age it went further, was lost or won at, and which, as weir.reach and weir.narrow_life have them
--   since, until the spell of the owner
CREATE OR REPLACE TABLE weir.next_rep_spell_entry AS
WITH late AS (
    SELECT key, max(changed) AS changed
    FROM (
        SELECT key, tick(reopened_at) AS changed FROM weir.next_reopening
        UNION ALL
        SELECT key, known FROM weir.next_owner_spell WHERE known > since
    )
    GROUP BY key
),
handed AS (
    FROM weir.next_rep_base
    SEMI JOIN weir.next_owner_spell USING (key)
),
entry AS (
    SELECT
        n.rank,
        n.settled,
        n.valued,
        n.reached AS entered,
        n.reached_age AS age,
        n.reached_fate AS fate,
        n.key,
        n.life,
        n.pipeline,
        b.kind - b.skipped::UTINYINT AS kind
    FROM weir.next_reach AS n
    JOIN handed AS b ON b.key = n.key AND b.life = n.life
    WHERE n.visited = n.reached
    UNION ALL
    SELECT
        0::USMALLINT,
        n.settled,
        greatest(n.valued, n.known, n.stage_known),
        n.started,
        n.age,
        n.fate,
        n.key,
        n.life,
        n.pipeline,
        b.kind
    FROM weir.next_narrow_life AS n
    JOIN handed AS b ON b.key = n.key AND b.life = n.life
    WHERE n.entry_age IS NULL AND coalesce(n.age >= 0, n.fate = 3)
),
-- Lives that had ended before an owner of the deal was known, whom they had none until then.
ownerless AS (
    SELECT n.key, n.life, n.owner, s.known
    FROM weir.next_owner_spell AS s
    JOIN weir.next_narrow_life AS n ON n.key = s.key
    WHERE s.known > s.since AND s.known > n.settled
)
SELECT
    n.key % {{every}} = 0 AS sampled,
    n.rank,
    greatest(
        least(n.settled, greatest(n.valued, l.changed)),
        CASE WHEN s.known > s.since AND s.known > n.settled THEN s.known END
    ) AS valued,
    tick(never()) AS outdated,
    n.entered,
    n.age,
    n.fate,
    n.key,
    n.life,
    s.owner,
    n.pipeline,
    n.kind,
    s.since,
    s.until
FROM entry AS n
JOIN late AS l ON l.key = n.key
JOIN weir.next_owner_spell AS s
    ON s.key = n.key
    AND (n.rank = 0 OR (n.entered >= s.since AND n.entered < s.until))
UNION ALL
SELECT
    n.key % {{every}} = 0,
    n.rank,
    n.settled,
    o.known,
    n.entered,
    n.age,
    n.fate,
    n.key,
    n.life,
    o.owner,
    n.pipeline,
    n.kind,
    tick(TIMESTAMP '0001-01-01'),
    tick(never())
FROM entry AS n
JOIN ownerless AS o ON o.key = n.key AND o.life = n.life
ORDER BY sampled DESC, rank, valued;

-- rep_kind: the kinds of deals, numbered in each rank that reps are compared in, 0 for the sale as a whole; `place` is that in the
-- order of kinds. Of any size that an amount ever had, because looking back a deal may be of another one.
CREATE OR REPLACE TABLE weir.next_rep_kind AS
WITH worded AS (
    SELECT {{words}}
    FROM weir.next_narrow_life AS n
    GROUP BY ALL
),
priced AS (
    SELECT min(amount) AS least, max(amount) AS most
    FROM (
        SELECT unnest([min(amount), max(amount)]) AS amount FROM weir.next_narrow_life WHERE amount >= 1
        UNION ALL
        SELECT unnest([min(amount), max(amount)]) FROM weir.next_past_state WHERE amount >= 1
    )
),
sized AS (
    SELECT NULL::TINYINT AS size
    UNION ALL
    SELECT unnest(range({{least}}, {{most}} + 1))::TINYINT
    FROM priced
    WHERE least IS NOT NULL
),
kinds AS (
    SELECT
        0 AS rank,
        {{kind}} AS kind,
        any_value(n.segment) AS segment,
        any_value(n.source) AS source,
        any_value(n.lead_type) AS lead_type,
        any_value(n.size) AS size,
        any_value(n.skipped) AS skipped
    FROM (FROM worded CROSS JOIN sized CROSS JOIN (VALUES (false), (true)) AS s(skipped)) AS n
    GROUP BY kind
)
SELECT
    {{number}} AS number,
    n.* REPLACE (n.rank::USMALLINT AS rank),
    row_number() OVER (PARTITION BY n.rank ORDER BY n.kind)::INTEGER AS place
FROM (SELECT * REPLACE (unnest(range({{ranks}})) AS rank) FROM kinds) AS n
ORDER BY number;


-- settled_team: lives that have ended, by owner and team.
CREATE OR REPLACE TABLE weir.next_settled_team AS
SELECT stretch(settled) AS stretch, owner, team, count(*) AS n
FROM weir.next_narrow_life
WHERE settled < tick(never()) AND team IS NOT NULL
GROUP BY ALL
ORDER BY ALL;
