-- What the workspace keeps. Everything else in schema weir is derived from these tables and the raw rows,
-- and is made again after every import, undo and correction (tables/derive).

CREATE SCHEMA IF NOT EXISTS raw;   -- one table an imported file, every cell as the text it came as; rowid is the record
CREATE SCHEMA IF NOT EXISTS weir;

CREATE TABLE weir.setting (
    name VARCHAR PRIMARY KEY,
    value VARCHAR
);

CREATE TABLE weir.import (
    id INTEGER PRIMARY KEY,
    state VARCHAR NOT NULL,             -- staged: read, not part of the pipeline yet; loaded
    imported_at TIMESTAMP NOT NULL,
    snapshot_date DATE
);

CREATE TABLE weir.import_file (
    import INTEGER NOT NULL,
    file INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    system VARCHAR NOT NULL,
    snapshot_date DATE,                 -- the day the file shows the pipeline as of
    raw_table VARCHAR,                  -- in schema raw; NULL for a file without rows
    rows_read BIGINT NOT NULL,
    rows_loaded BIGINT NOT NULL,
    rows_rejected BIGINT NOT NULL,
    staged JSON NOT NULL                -- how the file is understood: columns, dialect, mapping
);

CREATE TABLE weir.rejected_row (
    import INTEGER NOT NULL,
    file INTEGER NOT NULL,
    line BIGINT NOT NULL,               -- in the user's file, the first line is 1
    column_name VARCHAR,
    value VARCHAR,
    reason VARCHAR NOT NULL,
    record VARCHAR                      -- the row as it stands in the file, for the repair file
);

-- Kind and order of stages where the user corrected them; the rest is learned from the data.
CREATE TABLE weir.stage_choice (
    pipeline VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    rank INTEGER NOT NULL,
    kind VARCHAR NOT NULL
);
