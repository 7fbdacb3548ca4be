-- Open deals of a day in one of the months that are held, as the macros of weir have them.

CREATE OR REPLACE MACRO {{weir}}.open_life(as_of) AS TABLE
SELECT * EXCLUDE (month, from_day, gone_day), weir.looked_tick(as_of) - started AS age
FROM {{weir}}.open_spell
WHERE month = date_trunc('month', as_of::DATE)::DATE AND from_day <= as_of::DATE AND gone_day > as_of::DATE;

CREATE OR REPLACE MACRO {{weir}}.standing_deal(as_of) AS TABLE
FROM {{weir}}.open_life(as_of)
WHERE rank IS NOT NULL;

-- rule_deal: open lives only, with the last follow-up: by a change in months in which nobody had worked on a deal yet, else by an activity.
CREATE OR REPLACE MACRO {{weir}}.rule_deal(as_of, limit_of := 0, keep := true) AS TABLE
SELECT
    o.key,
    o.life,
    limit_of AS most,
    o.owner,
    o.customer,
    o.amount,
    3::UTINYINT AS fate,
    weir.moment_of(o.started)::DATE AS began,
    weir.moment_of(o.started + coalesce(o.entry_age, 0))::DATE AS seen,
    keep AS asked,
    coalesce(o.touched, o.changed_on) AS followed_on
FROM {{weir}}.open_life(as_of) AS o
WHERE o.started IS NOT NULL;
