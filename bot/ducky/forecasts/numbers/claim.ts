import type { Sign } from './direction.ts';
import type { Unit } from './unit.ts';

/** A quantity as it is written, with the rounding that this allows. */
interface Written {
  readonly value: number;
  /** Half a unit of the last place written. */
  readonly tolerance: number;
  /** The sign that is written, or of a percentage said: `12% less` is `-`. */
  readonly sign: Sign | undefined;
  /** The nearest words before it that mean something, in lower case. */
  readonly near: readonly string[];
}

/** A number that a text claims: a count, a percentage, a factor, a date or a time of day. */
export type Claim =
  | ({ readonly kind: 'count'; readonly unit: Unit | undefined } & Written)
  /** 12 = 12%. */
  | ({ readonly kind: 'percent' } & Written)
  /** 2 = twice as much. */
  | ({ readonly kind: 'times' } & Written)
  /** `2026-11-23`, `2026-11`, or `11-23` where no year is written. */
  | { readonly kind: 'date'; readonly date: string }
  /** `09:05`. */
  | { readonly kind: 'clock'; readonly time: string }
  /** Digits or words of size that could mean anything. */
  | { readonly kind: 'unreadable' };
