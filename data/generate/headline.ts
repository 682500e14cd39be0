import { type Day, dayRange } from '../calendar.ts';
import type { DaySpan } from '../history.ts';
import { isOn } from './event.ts';
import { expectedInSpan } from './expected-counts.ts';
import { openMarket, type Recipe } from './market.ts';
import { rowsOn } from './volume.ts';

/** What a forecast of a generated history can be checked against, in short. */
export interface Headline {
  days: number;
  /** Distinct users expected in all. */
  users: number;
  averageFrequency: number;
  busiestDay: { day: Day; rows: number };
  /** Names of the holidays, launches and outages within. */
  events: string[];
}

/** Summarises a generated history: its expected users, frequency, busiest day and events. */
export function headlineOf(recipe: Recipe, span: DaySpan): Headline {
  const market = openMarket(recipe);
  const days = dayRange(span.first, span.last);
  const { requests, users } = expectedInSpan(span, market);
  const byVolume = days.map((day) => ({ day, rows: rowsOn(day, market) }));
  const events = (recipe.profile.events ?? []).filter((event) =>
    days.some((day) => isOn(day, event)),
  );
  return {
    days: days.length,
    users: Math.round(users),
    averageFrequency: Number((requests / users).toFixed(2)),
    busiestDay: byVolume.reduce((most, next) => (next.rows > most.rows ? next : most)),
    events: [...new Set(events.map(({ name }) => name))],
  };
}
