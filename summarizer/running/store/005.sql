-- Version 5.

ALTER TABLE figures ADD COLUMN "status" TEXT;  -- actual, planned, required, offered or negated.
ALTER TABLE figures ADD COLUMN "aspect" TEXT;  -- amount, change, growth, share, per, index or duration.
ALTER TABLE figures ADD COLUMN "base" TEXT;  -- What a change is told against: yoy, mom, previous, other, an ISO time.
ALTER TABLE figures ADD COLUMN "cumulative" INTEGER;  -- Whether it is a running total.
ALTER TABLE figures ADD COLUMN "new" INTEGER;  -- Whether it counts what is new alone.
ALTER TABLE figures ADD COLUMN "time" TEXT;  -- The time that the text gives the figure, in ISO 8601.
ALTER TABLE figures ADD COLUMN "place" TEXT;  -- The division that the text gives the figure; the nation: CN.
ALTER TABLE figures ADD COLUMN "whole" TEXT;  -- The span of the figure of which it is a part.
ALTER TABLE figures ADD COLUMN "role" TEXT;  -- What the rules read the number as: a figure, or a date, rank or name (a warning says so).
