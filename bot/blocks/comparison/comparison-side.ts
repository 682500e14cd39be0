import type { Forecast } from '../../../data/forecast.ts';

/** One of two plans and how its forecast ended. */
export interface Side {
  letter: 'A' | 'B';
  /** What sets it apart from the other, in words. */
  name: string;
  /** The whole plan in words. */
  understood: string;
  outcome: { forecast: Forecast } | { problem: string };
}

export type Sides = readonly [Side, Side];

/** What was forecast for a side; undefined where there is nothing. */
export function forecastOfSide({ outcome }: Side): Forecast | undefined {
  return 'forecast' in outcome ? outcome.forecast : undefined;
}

/** `A: iOS`. */
export function titleOfSide({ letter, name }: Side): string {
  return `${letter}: ${name}`;
}

/** The notes of both forecasts: once where one goes for both sides, else with the side's letter. */
export function notesOfSides(sides: Sides): string[] {
  const [first = [], second = []] = sides.map((side) => forecastOfSide(side)?.notes);
  const shared = first.filter((note) => second.includes(note));
  const own = sides.flatMap((side) =>
    (forecastOfSide(side)?.notes ?? [])
      .filter((note) => !shared.includes(note))
      .map((note) => `${side.letter}: ${note}`),
  );
  return [...shared, ...own];
}
