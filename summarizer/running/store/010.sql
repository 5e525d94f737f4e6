-- Version 10. Files of other forms: what they were converted to, and the page or cell of what is stated in them.

ALTER TABLE figures ADD COLUMN "page" INTEGER;  -- The page of the file that it is on, from 1; null: none is known.
ALTER TABLE figures ADD COLUMN "cell" TEXT;  -- The cell of a spreadsheet that it is in, with its sheet: 数据!B4.
ALTER TABLE measures ADD COLUMN "page" INTEGER;  -- The page of the file on which its name appears first.

ALTER TABLE documents ADD COLUMN form TEXT;    -- from what the file was converted: pdf, docx …; null: from nothing
ALTER TABLE documents ADD COLUMN anchors TEXT; -- JSON: [place in the text, page, paragraph, cell], in order

CREATE TABLE conversions (         -- what files of other forms became, so that their spans stay what they are
  conversion INTEGER PRIMARY KEY,
  sha256     TEXT NOT NULL,        -- of the file's bytes
  reader     TEXT NOT NULL,        -- what converted it, with its version
  raw        TEXT NOT NULL,        -- what spans count in
  anchors    TEXT NOT NULL,        -- JSON: [start in raw, page, paragraph, cell], in order
  removed    TEXT NOT NULL,        -- JSON: by reason, the words of the file that are not in raw
  columns    TEXT NOT NULL,        -- JSON: what the file states of itself
  UNIQUE (sha256, reader)
) STRICT;
