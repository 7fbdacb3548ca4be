-- looked_at: the moment up to which open deals have aged. Where the data has days only, a day is a point and ages are
-- whole days; where it has times, the as-of day is lived to its end. {{clock}} is written by derive: day or instant.
CREATE OR REPLACE MACRO weir.looked_at(as_of) AS
    CASE '{{clock}}' WHEN 'day' THEN as_of::DATE::TIMESTAMP ELSE (as_of::DATE + INTERVAL 1 DAY)::TIMESTAMP END;

-- looked_tick: the same moment in ticks.
CREATE OR REPLACE MACRO weir.looked_tick(as_of) AS {{looked_tick}};

-- looks_back: whether anything happened after the as-of day. Where not, looking things up in the history can be left
-- out, and is: the day is known while planning. {{latest}} is the day of the last change.
CREATE OR REPLACE MACRO weir.looks_back(as_of) AS (as_of::DATE < DATE '{{latest}}');
