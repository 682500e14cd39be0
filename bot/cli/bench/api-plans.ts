import { addDays, type Day } from '../../../data/calendar.ts';
import type { Plan, Targeting } from '../../../data/plan.ts';

const FLIGHT_DAYS = 14;
const OLDEST = 75;
const PLACES = ['IN/Mumbai', 'IN', 'IN/Delhi', 'IN/Pune', 'DE'];
const SYSTEMS = ['ios', 'android'];
const GENDERS: NonNullable<Targeting['gender']>[] = [['female'], ['male'], ['female', 'male']];

/**
 * A plan that differs from that of every other of the first 1,700 indexes, and with another goal
 * from all that a kept history was asked before; they are alike in effort.
 */
export function benchPlan(index: number, { today, goal }: { today: Day; goal?: number }): Plan {
  const [place, second] = [index % PLACES.length, Math.floor(index / PLACES.length)];
  const [system, third] = [second % SYSTEMS.length, Math.floor(second / SYSTEMS.length)];
  const [gender, age] = [third % GENDERS.length, Math.floor(third / GENDERS.length)];
  return {
    targeting: {
      age: { min: 18 + age, max: OLDEST },
      gender: GENDERS[gender],
      os: { include: [SYSTEMS[system] ?? ''] },
      geo: { include: [PLACES[place] ?? ''] },
    },
    flight: { start: addDays(today, 1), end: addDays(today, FLIGHT_DAYS) },
    ...(goal !== undefined && { goal: { impressions: goal } }),
  };
}
