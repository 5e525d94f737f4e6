-- Version 8. What the table of facts needs (store/facts): addresses, repetitions, copies and contradictions.

ALTER TABLE documents ADD COLUMN url TEXT;      -- where it was published, an address of http or https; null: not known
ALTER TABLE figures ADD COLUMN repeats INTEGER; -- the number of the earlier figure of the document that states the same

CREATE INDEX measures_by_id ON measures (document, id);

CREATE TABLE duplicates (          -- copies and reprints of other documents (duplicates)
  document    INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  original    INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  resemblance REAL NOT NULL        -- from 0 to 1
) STRICT;
CREATE INDEX duplicates_by_original ON duplicates (original);

CREATE TABLE conflicts (           -- figures of two documents that contradict each other, once in either direction
  document       INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number         INTEGER NOT NULL,
  other_document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  other_number   INTEGER NOT NULL,
  reason         TEXT NOT NULL,    -- JSON: how they were joined
  PRIMARY KEY (document, number, other_document, other_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflicts_by_other ON conflicts (other_document, other_number);

UPDATE documents SET url = (
  SELECT value FROM json_each(CASE WHEN json_valid(columns) THEN columns ELSE '{}' END)
  WHERE replace(replace(lower(key), '_', ''), '-', '') IN ('url', 'link', 'href', 'sourceurl', 'pageurl', '链接', '網址', '网址', '原文链接')
    AND type = 'text' AND value GLOB 'http*://*' AND value NOT GLOB '* *' LIMIT 1);

UPDATE figures SET repeats = first FROM (
  SELECT document, number, min(number) OVER (
    PARTITION BY document, subject, value, low, high, unit, status, aspect, direction, base, cumulative, new, period, place, whole, measure
  ) AS first
  FROM figures WHERE (verdict IS NULL OR verdict = 'verified') AND coalesce(role, 'figure') = 'figure'
) AS same
WHERE figures.document = same.document AND figures.number = same.number AND first < figures.number;
