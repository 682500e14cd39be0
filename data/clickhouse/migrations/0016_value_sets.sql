-- What a request's lists hold, spelt as one value: few differ, and a condition reads each once.
ALTER TABLE request
  ADD COLUMN IF NOT EXISTS categorySet LowCardinality(String) MATERIALIZED concat(
    ',',
    arrayStringConcat(
      arrayMap(value -> encodeURLComponent(value), arraySort(arrayDistinct(if(empty(category), ['unknown'], category)))),
      ','
    ),
    ','
  ) COMMENT 'distinct values in order, percent-encoded, a comma before, between and after',
  ADD COLUMN IF NOT EXISTS segmentSet LowCardinality(String) MATERIALIZED concat(
    ',',
    arrayStringConcat(
      arrayMap(value -> encodeURLComponent(value), arraySort(arrayDistinct(if(empty(segment), ['unknown'], segment)))),
      ','
    ),
    ','
  ) COMMENT 'as categorySet'
