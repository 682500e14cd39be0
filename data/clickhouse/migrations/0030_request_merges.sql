-- Months at rest become one part each, which answers in two thirds of the time of several.
ALTER TABLE request
  MODIFY SETTING min_age_to_force_merge_seconds = 60, min_age_to_force_merge_on_partition_only = 1
