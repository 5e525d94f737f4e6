-- Version 10. Who published a document, and figures of several documents that state one fact (consolidating).

ALTER TABLE documents ADD COLUMN publisher TEXT; -- as its page or row says; null: it does not say

CREATE TABLE joined (
  document      INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number        INTEGER NOT NULL,
  same_document INTEGER REFERENCES documents ON DELETE CASCADE,
  same_number   INTEGER,           -- the figure that counts in its place; null: it counts itself
  newest        INTEGER,           -- 0 or 1: of its indicator, place and year the one to read; null: it can't be compared
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX joined_by_same ON joined (same_document);
