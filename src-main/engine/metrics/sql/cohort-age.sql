-- month_number: the month that a moment in ticks lies in, counted from the year 0. period_of: the first day of the month or
-- quarter that such a month lies in; quarters are those of the fiscal year that begins in month `year_start`.
CREATE OR REPLACE MACRO weir.month_number(ticks) AS
    year(weir.moment_of(ticks)::DATE) * 12 + month(weir.moment_of(ticks)::DATE) - 1;
CREATE OR REPLACE MACRO weir.first_month(number, grain, year_start) AS
    CASE grain WHEN 'month' THEN number ELSE (number - (year_start - 1) % 3) // 3 * 3 + (year_start - 1) % 3 END;
CREATE OR REPLACE MACRO weir.date_of_month(number) AS make_date(number // 12, number % 12 + 1, 1);
CREATE OR REPLACE MACRO weir.period_of(number, grain, year_start) AS
    weir.date_of_month(weir.first_month(number, grain, year_start));

-- age_bucket: the step of age, from 0, that an age in ticks lies in.
CREATE OR REPLACE MACRO weir.ticks_of_day() AS weir.tick(TIMESTAMP '2000-01-02') - weir.tick(TIMESTAMP '2000-01-01');
CREATE OR REPLACE MACRO weir.age_bucket(ticks, step_days) AS
    floor(ticks / (step_days * weir.ticks_of_day()))::INTEGER;

-- start_group: days of a start where ticks are parts of one, and else the ticks; start_of_group: the tick it begins with.
CREATE OR REPLACE MACRO weir.start_group(ticks) AS CASE weir.ticks_of_day() WHEN 4 THEN ticks // 4 ELSE ticks END;
CREATE OR REPLACE MACRO weir.start_of_group(number) AS CASE weir.ticks_of_day() WHEN 4 THEN number * 4 ELSE number END;

-- days_in_step: an age in days, whole ones where ticks are parts of one, but none before the step that the age is in.
CREATE OR REPLACE MACRO weir.days_in_step(ticks, bucket, step_days) AS
    CASE weir.ticks_of_day() WHEN 4 THEN greatest(ticks // 4, bucket * step_days) ELSE weir.days_of(ticks) END;

-- cut_tick: what ended after it, ended in a step of age that the as-of day may have cut short for others of its cohort: they
-- began no later than 31 or 92 days after it.
CREATE OR REPLACE MACRO weir.cut_tick(as_of, grain, step_days) AS
    weir.looked_tick(as_of)
    - (ceil((CASE grain WHEN 'month' THEN 31 ELSE 92 END + step_days) * weir.ticks_of_day()))::BIGINT;
