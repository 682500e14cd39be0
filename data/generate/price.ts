import { z } from 'zod';

import { fraction, mostSpecific } from './shares.ts';

/**
 * What an ad costs. Floors are log-uniform from `floorCpm` / `spread` to `floorCpm` x `spread`, so
 * that `floorCpm` is their median; what a winner pays lies above the floor by an exponential part
 * with the mean `margin`.
 */
export const priceSchema = z.strictObject({
  /** Median floor, per thousand; 0 = none named. */
  floorCpm: z.number().nonnegative().max(1e6),
  /** How many times dearer than the median the dearest floor is. */
  spread: z.number().min(1).max(100),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, { error: 'must be a currency code such as USD' }),
  winRate: fraction,
  /** How far a price lies above its floor on average, as a fraction of the floor. */
  margin: z.number().nonnegative().max(100),
});
export type Price = z.infer<typeof priceSchema>;

/** What a market without prices has: no floor, and outcomes that nobody knows. */
const NO_PRICE: Price = { floorCpm: 0, spread: 1, currency: '', winRate: 0, margin: 0 };

/** The price of a format in a country. */
export function priceOf(
  prices: Record<string, Price> | undefined,
  { country, format }: { country: string; format: string },
): Price {
  return mostSpecific(`${country}/${format}`, prices ?? {}) ?? NO_PRICE;
}
