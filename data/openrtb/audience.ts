import type { Day } from '../calendar.ts';
import { UNKNOWN } from '../dimensions.ts';
import type { RequestRow } from '../request-row.ts';
import { RowRejected } from '../row-rejected.ts';
import type { BidRequest, User } from './bid-request.ts';
import { GENDERS } from './codes.ts';
import { columnReader, distinct, plainText } from './values.ts';

const MAX_AGE = 120;
/** A row an imp repeats them all. */
const MAX_SEGMENTS = 500;

const segmentOf = columnReader('segment');

/** The id that the user is known by: the exchange's, the buyer's, or else the device's. */
export function userId({ user, device }: BidRequest): string {
  return plainText(user?.id) || plainText(user?.buyeruid) || plainText(device?.ifa);
}

/** Gender, age and segments of a user, who is as old as on his birthday in the year of `day`. */
export function audienceColumns(
  user: User,
  day: Day,
): Pick<RequestRow, 'gender' | 'age' | 'segment'> {
  return {
    gender: GENDERS.get(user.gender?.toUpperCase() ?? '') ?? UNKNOWN,
    age: ageOn(day, user.yob),
    segment: segmentsOf(user),
  };
}

function segmentsOf({ data }: User): string[] {
  const segments = (data ?? []).flatMap(({ segment }) => segment ?? []);
  if (segments.length > MAX_SEGMENTS) throw new RowRejected(`more than ${MAX_SEGMENTS} segments`);
  return distinct(segments.map(({ name, id }) => segmentOf(name || id)));
}

/** Years; 0 where there is no year of birth that a living person can have. */
function ageOn(day: Day, yearOfBirth: number | null | undefined): number {
  const age = Number(day.slice(0, 4)) - (yearOfBirth ?? 0);
  return Number.isInteger(age) && age > 0 && age <= MAX_AGE ? age : 0;
}
