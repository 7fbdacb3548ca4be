-- Corrections to how a file is read, by its header, for the next file under the same header.
CREATE TABLE weir.mapping_memory (
    headers VARCHAR NOT NULL,           -- hash of the column names, whatever their order
    import INTEGER NOT NULL,            -- the import that was corrected; undoing it forgets
    mapping JSON NOT NULL,
    PRIMARY KEY (headers, import)
);
