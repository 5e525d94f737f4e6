-- Version 10. Figures of several documents that state one fact (consolidating).

CREATE TABLE joined (
  document      INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number        INTEGER NOT NULL,
  same_document INTEGER REFERENCES documents ON DELETE CASCADE,
  same_number   INTEGER,           -- the figure that counts in its place; null: it counts itself
  newest        INTEGER,           -- 0 or 1: of its indicator, place and year the one to read; null: it can't be compared
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX joined_by_same ON joined (same_document);
