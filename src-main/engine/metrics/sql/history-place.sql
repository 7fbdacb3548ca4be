-- history_from: the end of the first of 13 days, four weeks apart, of which the as-of day is the last. history_place: how many of these
-- days had ended by a tick: what happened at it is known from the day of that number on.
CREATE OR REPLACE MACRO weir.history_from(as_of) AS weir.until_tick(as_of) - 12 * weir.stretch_length();
CREATE OR REPLACE MACRO weir.history_place(as_of, ticks) AS
    greatest(
        0, least(13, (ticks - weir.history_from(as_of) + weir.stretch_length()) // weir.stretch_length())
    )::UTINYINT;

-- history_place_of_day: the same for what happened on a day.
CREATE OR REPLACE MACRO weir.history_place_of_day(as_of, day) AS
    greatest(0, least(13, (day - (as_of::DATE - 335) + 28) // 28))::UTINYINT;

-- is_unqualified: whether a reason says that the deal should not have been one.
CREATE OR REPLACE MACRO weir.is_unqualified(reason) AS coalesce(
    regexp_matches(
        lower(reason),
        'unqualif|not qualif|non.?qualif|disqualif|no.?fit|not a fit|poor fit|bad fit|wrong (contact|person|size|market)|spam|junk|test deal|duplicate'
            || '|nicht qualif|unpassend|no calificad|não qualificad|nao qualificad|non qualifié|дубл|не целев|不合格|无效|无资质|부적격|対象外'
    ),
    false
);
