import { z } from 'zod';

/** Most rows and days of a synthetic history. */
export const MAX_ROWS = 1e9;
export const MAX_DAYS = 3_660;

/** How large a synthetic history may be, and which one: the same seed gives the same history. */
export const historySizeSchema = z.object({
  rows: z.number().int().min(1).max(MAX_ROWS),
  days: z.number().int().min(1).max(MAX_DAYS),
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});
export type HistorySize = z.infer<typeof historySizeSchema>;

/** The default size, that of the demonstration. */
export const USUAL_SIZE: HistorySize = { rows: 2_000_000, days: 180, seed: 7 };
