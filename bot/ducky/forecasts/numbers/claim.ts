import type { Sign } from './direction.ts';
import type { Unit } from './unit.ts';

/** How far a quantity may be off, and still be what is written. */
interface Written {
  readonly value: number;
  /** Half a unit of the last place written. */
  readonly tolerance: number;
  /** The sign that is written, or of a percentage said: `12% less` is `-`. */
  readonly sign: Sign | undefined;
  /** The nearest words before it that mean something, in lower case. */
  readonly near: readonly string[];
}

/** A number as a text gives it. */
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
