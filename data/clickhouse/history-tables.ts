/** The history's table and those that its materialized views feed; emptied only together. */
export const HISTORY_TABLES = [
  'request',
  'request_cube',
  'request_slot_cube',
  'request_segment_cube',
  'request_content_cube',
  'request_sample',
  'request_value',
] as const;
