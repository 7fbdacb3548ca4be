-- What people say of the pipeline, beside what the files say: nothing here is ever changed or deleted, what is said later
-- counts. Targets set by hand, calls of managers and reps, and forecasts as they stood.

CREATE TABLE weir.target_entry (
    id INTEGER PRIMARY KEY,
    entered_at TIMESTAMP NOT NULL,      -- by the host's clock, in the zone of the workspace
    entered_by VARCHAR NOT NULL,
    from_day DATE NOT NULL,
    to_day DATE NOT NULL,
    owner VARCHAR,                      -- neither owner nor team: the whole company
    team VARCHAR,
    amount DECIMAL(18, 2)               -- in the currency of the workspace; null: what is imported holds again
);

CREATE TABLE weir.judgement (
    id INTEGER PRIMARY KEY,
    made_at TIMESTAMP NOT NULL,
    made_by VARCHAR NOT NULL,
    as_of DATE NOT NULL,                -- the day that was looked from
    from_day DATE NOT NULL,             -- the period that is judged
    to_day DATE NOT NULL,
    field VARCHAR,                      -- what the group is a value of; null for all deals, or a single one
    value VARCHAR,
    deal VARCHAR,                       -- id of a single deal
    amount DECIMAL(18, 2),              -- what will be won in the period; null withdraws the call
    note VARCHAR NOT NULL,              -- why
    model_p10 DECIMAL(18, 2),           -- what the model said then: of a deal `mean` is probability times amount
    model_p50 DECIMAL(18, 2),
    model_p90 DECIMAL(18, 2),
    model_mean DECIMAL(18, 2),
    model_method VARCHAR
);

CREATE TABLE weir.forecast_snapshot (
    as_of DATE NOT NULL,
    from_day DATE NOT NULL,
    to_day DATE NOT NULL,
    method VARCHAR NOT NULL,            -- as it was asked for: auto, or one of the methods
    scope VARCHAR NOT NULL,             -- filters as JSON
    kept_at TIMESTAMP NOT NULL,
    data_version BIGINT NOT NULL,       -- that of the workspace the answer rests on
    answer JSON NOT NULL,
    PRIMARY KEY (as_of, from_day, to_day, method, scope)
);
