-- Version 6. Measures have an id, a kind, parts and more; points and slogans are new. What a store of before has is
-- kept: description, region and quote of measures and region of figures stay, though nothing fills them any more.

ALTER TABLE measures RENAME TO earlier_measures;

CREATE TABLE measures (
  document    INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number      INTEGER NOT NULL,
  id          TEXT NOT NULL,       -- within its report
  name        TEXT NOT NULL,
  kind        TEXT,
  parent      TEXT,                -- the id of the measure that it is a part of
  actor       TEXT,
  target      TEXT,
  place       TEXT,                -- JSON object: a division with its code, or a name
  status      TEXT,                -- null: of a store of before
  "when"      TEXT,
  spans       TEXT NOT NULL,       -- JSON: start and end in the raw document, for each time that its name appears
  figures     TEXT NOT NULL,       -- JSON: the numbers of its figures
  origin      TEXT NOT NULL CHECK (origin IN ('model', 'rules')),
  start       INTEGER,             -- of the first of its spans
  end         INTEGER,
  text_start  INTEGER,
  text_end    INTEGER,
  text_spans  TEXT NOT NULL,       -- JSON: its spans in documents.text
  description TEXT,
  region      TEXT,
  quote       TEXT,
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

INSERT INTO measures
SELECT
  document, number, 'm' || (number + 1), name, NULL, NULL, actor, NULL,
  CASE WHEN region <> '' THEN json_object('name', region, 'adcode', NULL) END, NULL, NULL,
  CASE WHEN "start" IS NULL THEN '[]' ELSE json_array(json_array("start", "end")) END,
  (SELECT json_group_array(number) FROM (
    SELECT number FROM figures
    WHERE figures.document = earlier_measures.document AND figures.measure = earlier_measures.name ORDER BY number)),
  'model', "start", "end", text_start, text_end,
  CASE WHEN text_start IS NULL THEN '[]' ELSE json_array(json_array(text_start, text_end)) END, description, region, quote
FROM earlier_measures;

ALTER TABLE figures ADD COLUMN as_written TEXT;  -- the number as the document writes it
ALTER TABLE figures DROP COLUMN "time";          -- of no version that was released

UPDATE figures SET
  as_written = CASE WHEN quote_end - quote_start = length(quote) AND "start" >= quote_start AND "end" <= quote_end
    THEN substr(quote, "start" - quote_start + 1, "end" - "start") END,
  period = CASE WHEN period <> '' THEN json_object('iso', NULL, 'surface', period, 'inferred', json('false'), 'reason', NULL) END,
  place = CASE WHEN region <> '' THEN json_object('name', region, 'adcode', NULL) END,
  measure = (
    SELECT 'm' || (min(measures.number) + 1) FROM measures
    WHERE measures.document = figures.document AND measures.name = figures.measure);

DROP TABLE earlier_measures;
CREATE INDEX measures_by_name ON measures (name);
CREATE INDEX measures_by_kind ON measures (kind);

ALTER TABLE reports ADD COLUMN headline TEXT;

CREATE TABLE points (              -- the sentences of the summary
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number   INTEGER NOT NULL,
  text     TEXT NOT NULL,
  measures TEXT NOT NULL,          -- JSON: the ids of the measures that it is about
  numbers  TEXT NOT NULL,          -- JSON: start and end in the sentence, verdict, and the number of the figure
  origin   TEXT NOT NULL CHECK (origin IN ('model', 'rules')),
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE slogans (             -- metaphors, aims, effects, attitudes: no measures
  document   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  text       TEXT NOT NULL,
  start      INTEGER,
  end        INTEGER,
  text_start INTEGER,
  text_end   INTEGER,
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
