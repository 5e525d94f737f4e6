-- Version 3. Messages by key and parameters, so that they can be said in either language (data/messages.tsv).

ALTER TABLE findings ADD COLUMN params TEXT;         -- JSON object
ALTER TABLE dates ADD COLUMN said TEXT;              -- JSON: the reason by key and params
ALTER TABLE reports ADD COLUMN published_said TEXT;  -- JSON: the reason by key and params
