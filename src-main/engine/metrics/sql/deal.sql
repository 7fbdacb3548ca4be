-- life: every life of every deal that was known on the as-of day, with outcome, stage, amount, owner and expected close
-- as they stood at the end of it. What has not changed since is as the table says, and that is nearly everything: only
-- the others are looked up in the history, so the newest day, on which there are none, costs no more than reading the
-- deals.
CREATE OR REPLACE MACRO weir.life(as_of) AS TABLE
{{life}};

-- stage_entry: when a deal came into the stage that it was in on the as-of day, of those that have left it since.
CREATE OR REPLACE MACRO weir.stage_entry(as_of) AS TABLE
SELECT key, life, entered_at
FROM weir.sojourn
WHERE weir.looks_back(as_of) AND entered_at < weir.until(as_of) AND left_at >= weir.until(as_of);

-- deal: the same as life with the moment the deal came into the stage of that day.
CREATE OR REPLACE MACRO weir.deal(as_of) AS TABLE
SELECT o.* REPLACE (coalesce(v.entered_at, o.stage_entered_at) AS stage_entered_at)
FROM weir.life(as_of) AS o
LEFT JOIN weir.stage_entry(as_of) AS v ON v.key = o.key AND v.life = o.life;
