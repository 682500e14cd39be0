-- Of rows from before, for which they are worked out at each read until this is done.
ALTER TABLE request MATERIALIZE COLUMN categorySet, MATERIALIZE COLUMN segmentSet
