-- Version 4. Tables: what a figure's row and column are, and the cells of a document's tables.

ALTER TABLE figures ADD COLUMN "table" TEXT;  -- JSON object: row, column, head, and units that it may have
ALTER TABLE documents ADD COLUMN tables TEXT; -- JSON: start and end in text, rows of cells: start, end, rowspan, colspan, whether it is a head
