-- Version 1. Spans are half-open and count code points: start and end in the raw document, text_start and text_end in
-- documents.text. Columns that hold JSON say so. `number` counts the parts of a document from 0.

CREATE TABLE settings (            -- what the last run of the command was told
  name  TEXT PRIMARY KEY,
  value TEXT                       -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (           -- one input each
  document      INTEGER PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  position      INTEGER,           -- its place among the inputs; null: it is no longer among them
  path          TEXT NOT NULL,
  title         TEXT,
  published     TEXT,              -- ISO 8601, with the precision known
  encoding      TEXT,
  sha256        TEXT,              -- of its bytes
  columns       TEXT NOT NULL,     -- JSON object: what came along with its row
  text          TEXT,              -- what the model read; null: it could not be read
  digest        TEXT NOT NULL,     -- what its record rests on (store/freshness)
  status        TEXT NOT NULL CHECK (status IN ('ok', 'flagged', 'failed')),
  error_code    TEXT,
  error_message TEXT,
  input_tokens  INTEGER NOT NULL,  -- of all its exchanges, replayed ones too
  output_tokens INTEGER NOT NULL,
  record        TEXT NOT NULL      -- JSON: its line of reports.jsonl, to the byte, with what the tables do not have
) STRICT;
CREATE INDEX documents_by_position ON documents (position);
CREATE INDEX documents_by_status ON documents (status);

CREATE TABLE reports (             -- one for each document that did not fail
  document           INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  summary            TEXT NOT NULL,
  region             TEXT,
  province           TEXT,
  city               TEXT,
  county             TEXT,
  town               TEXT,
  adcode             TEXT,
  towncode           TEXT,
  level              TEXT,
  published          TEXT,
  published_inferred INTEGER,      -- 0 or 1
  published_reason   TEXT,
  figures            INTEGER NOT NULL,  -- the ledger: figures of the model, and numbers of the source
  verified           INTEGER NOT NULL,
  mentions           INTEGER NOT NULL,
  reported           INTEGER NOT NULL,
  restated           INTEGER NOT NULL,
  missed             INTEGER NOT NULL,
  set_aside          TEXT NOT NULL      -- JSON object: role to count
) STRICT;
CREATE INDEX reports_by_adcode ON reports (adcode);

CREATE TABLE measures (
  document    INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number      INTEGER NOT NULL,
  name        TEXT NOT NULL,
  description TEXT,
  actor       TEXT,
  region      TEXT,
  quote       TEXT NOT NULL,
  start       INTEGER,             -- of the quote
  end         INTEGER,
  text_start  INTEGER,
  text_end    INTEGER,
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX measures_by_name ON measures (name);

CREATE TABLE figures (
  document         INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number           INTEGER NOT NULL,
  origin           TEXT NOT NULL CHECK (origin IN ('model', 'rules')),
  verdict          TEXT,           -- null: of origin rules
  subject          TEXT,
  value            ANY,            -- a number, whole where it is
  low              ANY,
  high             ANY,
  unit             TEXT,
  qualifier        TEXT,
  direction        TEXT,
  period           TEXT,
  region           TEXT,
  measure          TEXT,
  quote            TEXT NOT NULL,
  quote_start      INTEGER,
  quote_end        INTEGER,
  quote_text_start INTEGER,
  quote_text_end   INTEGER,
  start            INTEGER,        -- of its number
  end              INTEGER,
  text_start       INTEGER,
  text_end         INTEGER,
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX figures_by_verdict ON figures (verdict);

CREATE TABLE mentions (            -- every number of the source
  document   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  role       TEXT NOT NULL CHECK (role IN ('figure', 'date', 'time', 'ordinal', 'name')),
  fate       TEXT CHECK (fate IN ('reported', 'restated', 'missed')),  -- null: not of role figure
  figure     INTEGER,              -- the figure that tells it
  surface    TEXT NOT NULL,
  value      ANY,
  low        ANY,
  high       ANY,
  unit       TEXT,
  qualifier  TEXT,
  noun       TEXT,
  start      INTEGER NOT NULL,
  end        INTEGER NOT NULL,
  text_start INTEGER NOT NULL,
  text_end   INTEGER NOT NULL,
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE dates (
  document   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  surface    TEXT NOT NULL,
  iso        TEXT,
  inferred   INTEGER NOT NULL,     -- 0 or 1
  reason     TEXT,
  start      INTEGER NOT NULL,
  end        INTEGER NOT NULL,
  text_start INTEGER,
  text_end   INTEGER,
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
  document   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  code       TEXT NOT NULL,
  severity   TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
  item       TEXT,                 -- the part of the report, e.g. figures/3
  message    TEXT NOT NULL,
  start      INTEGER,
  end        INTEGER,
  text_start INTEGER,
  text_end   INTEGER,
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX findings_by_code ON findings (code);

CREATE TABLE exchanges (           -- each answer once, kept as soon as it came
  digest        TEXT PRIMARY KEY,  -- of its request; with a suffix: set aside, since a model was to be asked anew
  model         TEXT NOT NULL,
  round         INTEGER NOT NULL,
  attempt       INTEGER NOT NULL,
  paid          INTEGER NOT NULL,  -- 1: a model was asked; 0: taken from recordings
  input_tokens  INTEGER NOT NULL,  -- as the endpoint counted, else estimated
  output_tokens INTEGER NOT NULL,
  cost_usd      REAL,              -- null: the price is not known
  request       TEXT NOT NULL,     -- JSON, canonical
  response      TEXT NOT NULL      -- JSON: the ChatCompletion as it came
) STRICT;

CREATE TABLE asked (               -- which document rests on which exchanges
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number   INTEGER NOT NULL,
  digest   TEXT NOT NULL REFERENCES exchanges,
  prompt   TEXT NOT NULL,          -- name@version
  replayed INTEGER NOT NULL,       -- 0 or 1
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX asked_by_digest ON asked (digest);

CREATE TABLE waiting (             -- requests that were written to a batch's files and have no answer yet
  digest  TEXT PRIMARY KEY,
  request TEXT NOT NULL            -- JSON, canonical
) STRICT, WITHOUT ROWID;

CREATE TABLE sketches (            -- what near-duplicates are told by (duplicates)
  id       TEXT PRIMARY KEY,       -- a document's
  position INTEGER,                -- its place among the inputs; null: the last run did not come to it
  sha256   TEXT NOT NULL,
  clauses  BLOB NOT NULL           -- the smallest hashes of its clauses, 8 bytes each, in order
) STRICT, WITHOUT ROWID;
CREATE INDEX sketches_by_sha256 ON sketches (sha256, position);

CREATE TABLE sketch_clauses (
  hash INTEGER NOT NULL,
  id   TEXT NOT NULL REFERENCES sketches ON DELETE CASCADE,
  PRIMARY KEY (hash, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sketch_clauses_by_id ON sketch_clauses (id);

CREATE TABLE decisions (           -- what a person decided on a figure, beside the model's answer, never over it
  decision INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  sha256   TEXT,                   -- of the bytes that were decided on: it holds for no others
  action   TEXT NOT NULL CHECK (action IN ('accept', 'reject', 'add')),
  figure   TEXT NOT NULL,          -- JSON: the figure of the report that was decided on, or the added one as checked
  who      TEXT NOT NULL,
  at       TEXT NOT NULL,          -- ISO 8601, UTC, to the second
  note     TEXT
) STRICT;
CREATE INDEX decisions_by_document ON decisions (document);
