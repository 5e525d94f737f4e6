CREATE TABLE refusals (            -- requests of a batch that came back without an answer
  digest  TEXT PRIMARY KEY,
  times   INTEGER NOT NULL,        -- in so many files of answers
  code    TEXT NOT NULL,
  message TEXT NOT NULL            -- of the last time
) STRICT, WITHOUT ROWID;
