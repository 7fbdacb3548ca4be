-- until: the first moment that is not known any more on the as-of day.
CREATE OR REPLACE MACRO weir.until(as_of) AS (as_of::DATE + INTERVAL 1 DAY)::TIMESTAMP;

-- tick: the number of the step that a moment is in. Ticks are microseconds, and above 50,000 deals quarters of a day: an
-- age is then off by less than six hours, and a curve over a million deals keeps to some thousand points. A day is whole
-- ticks, so that comparing with one stays exact. days_of: so many ticks in days.
CREATE OR REPLACE MACRO weir.tick(moment) AS {{tick}};
CREATE OR REPLACE MACRO weir.days_of(ticks) AS ticks * ({{tick_length}} / 86400000000.0);

-- day_ticks: so many whole days in ticks.
CREATE OR REPLACE MACRO weir.day_ticks(days) AS days * {{ticks_a_day}};

-- moment_of: the beginning of a tick.
CREATE OR REPLACE MACRO weir.moment_of(ticks) AS {{moment}};

-- until_tick: the moment of weir.until in ticks. Macros that nearly all others call do not call any themselves: a statement with some
-- dozens of calls is planned sooner.
CREATE OR REPLACE MACRO weir.until_tick(as_of) AS {{until_tick}};

-- stretch_of: the stretch of four weeks that a tick is in, by which the tables weir.settled_… are counted. stretch_start: the
-- tick that a stretch begins with. stretch_at: the one that the as-of day ends in; stretch_from: the tick that begins with.
CREATE OR REPLACE MACRO weir.stretch_length() AS {{stretch_length}};
CREATE OR REPLACE MACRO weir.stretch_of(ticks) AS (ticks - {{first_tick}}) // {{stretch_length}};
CREATE OR REPLACE MACRO weir.stretch_at(as_of) AS ({{until_tick}} - {{first_tick}}) // {{stretch_length}};
CREATE OR REPLACE MACRO weir.stretch_start(stretch) AS stretch * {{stretch_length}} + {{first_tick}};
CREATE OR REPLACE MACRO weir.stretch_from(as_of) AS
    ({{until_tick}} - {{first_tick}}) // {{stretch_length}} * {{stretch_length}} + {{first_tick}};

-- age_step: age in ticks.
CREATE OR REPLACE MACRO weir.age_step(from_at, to_at) AS weir.tick(to_at) - weir.tick(from_at);

-- days: length in days, on the same steps.
CREATE OR REPLACE MACRO weir.days(from_at, to_at) AS weir.days_of(weir.age_step(from_at, to_at));

-- in_period: whether a moment lies between two days, both inclusive; a NULL day is no limit.
CREATE OR REPLACE MACRO weir.in_period(moment, from_day, to_day) AS
    (from_day IS NULL OR moment >= from_day::DATE::TIMESTAMP)
    AND (to_day IS NULL OR moment < (to_day::DATE + INTERVAL 1 DAY)::TIMESTAMP);

-- tick_in_period: the same for a moment in ticks, of which a day is a whole number.
CREATE OR REPLACE MACRO weir.tick_in_period(ticks, from_day, to_day) AS
    (from_day IS NULL OR ticks >= {{from_tick}})
    AND (to_day IS NULL OR ticks < {{after_tick}});

-- word_of: the value that a breakdown counts by. Without one, everything is of one kind that has no name. key_of: as text.
CREATE OR REPLACE MACRO weir.word_of(key) AS CASE WHEN key::VARCHAR <> '' THEN key END;
CREATE OR REPLACE MACRO weir.key_of(key) AS weir.word_of(key)::VARCHAR;
