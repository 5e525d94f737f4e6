-- Version 9. Decisions on figures, measures and documents, with what they change.

ALTER TABLE decisions RENAME TO decisions_on_figures;
DROP INDEX decisions_by_document;
CREATE TABLE decisions (           -- what a person decided, beside the model's answer, never over it
  decision INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  sha256   TEXT,                   -- of the bytes that were decided on: it holds for no others
  action   TEXT NOT NULL CHECK (action IN ('accept', 'reject', 'add', 'edit', 'undo', 'reviewed', 'reopened')),
  part     TEXT NOT NULL CHECK (part IN ('figure', 'measure', 'document')),
  about    TEXT,                   -- JSON: the figure or measure as it was, an added one as checked; the changed fields of the document as they were
  changes  TEXT,                   -- JSON: the changed fields, as the person gave them
  result   TEXT,                   -- JSON: the part, or the fields of the document, after the changes, checked again
  findings TEXT,                   -- JSON: what the checker says against the result, or against an added part
  who      TEXT NOT NULL,
  at       TEXT NOT NULL,          -- ISO 8601, UTC, to the second
  note     TEXT
) STRICT;
INSERT INTO decisions (decision, document, sha256, action, part, about, who, at, note)
SELECT decision, document, sha256, action, 'figure', figure, who, at, note FROM decisions_on_figures;
DROP TABLE decisions_on_figures;
CREATE INDEX decisions_by_document ON decisions (document);
