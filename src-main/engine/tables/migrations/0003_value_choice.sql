-- Names that the user took as the same, or left apart, after they were loaded. They hold over what mappings say.
CREATE TABLE weir.value_choice (
    field VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    becomes VARCHAR,                    -- null: a name of its own
    PRIMARY KEY (field, value)
);
