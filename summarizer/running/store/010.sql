-- Version 10. Who published a document, for citations.

ALTER TABLE documents ADD COLUMN publisher TEXT; -- as its page or row says; null: it does not say
