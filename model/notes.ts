import { type Day, daysBetween } from '../data/calendar.ts';
import type { TargetingHistory } from '../data/history.ts';
import type { Plan } from '../data/plan.ts';
import type { PreparedModel } from './artifact.ts';
import { MAX_TRAINED_HORIZON } from './panel.ts';
import { latestMean } from './series.ts';

/** Data older than this at the time of asking are pointed out, in days. */
const FRESH_DAYS = 2;
const SHORT_HISTORY_DAYS = 28;

export interface NotesInput {
  plan: Plan;
  history: TargetingHistory;
  model: PreparedModel;
  today?: Day | undefined;
}

/**
 * The warnings beside a forecast, in plain words: stale or short data, rough ranges, estimated
 * reach and what is not considered.
 */
export function notes(input: NotesInput): string[] {
  return [
    ...dataNotes(input),
    ...modelNotes(input),
    ...reachNotes(input),
    ...commercialNotes(input.plan, input.history),
  ];
}

/** Warns of data that end days ago, and of a short history. */
function* dataNotes({ history, today }: NotesInput): Iterable<string> {
  const { first, last } = history.span;
  const days = daysBetween(first, last) + 1;
  const age = today === undefined ? 0 : daysBetween(last, today);
  if (age > FRESH_DAYS) yield `The data end on ${last}, ${age} days ago.`;
  if (days < SHORT_HISTORY_DAYS) {
    yield `Only ${days} days of history: weekly patterns are barely known.`;
  }
}

/** Warns where the baseline forecasts without XGBoost, and where ranges are not measured. */
function* modelNotes({ plan, history, model }: NotesInput): Iterable<string> {
  if (model.metadata.method === 'baseline') {
    yield 'The forecast is the recent average of the same weekdays: XGBoost had too little history or did not improve on it.';
  }
  const measured = Math.min(
    MAX_TRAINED_HORIZON,
    Math.max(0, ...model.metadata.intervals.map(({ horizon }) => horizon)),
  );
  if (measured === 0) {
    yield 'The ranges are a rule of thumb: there was too little history to measure past errors.';
  } else if (daysBetween(history.span.last, plan.flight.end) > measured) {
    yield `Ranges more than ${measured} days ahead are extrapolated from shorter ones.`;
  }
}

/** Warns where reach is missing, estimated from a sample of users, or extrapolated. */
function* reachNotes({ plan, history }: NotesInput): Iterable<string> {
  if (!history.reach || !history.frequency) {
    yield 'Reach is not given: the data carry no users.';
    return;
  }
  const error = Math.max(history.frequency.error, latestMean(history.reach.errors));
  if (error > 0) {
    yield `Reach is estimated from a sample of the users, give or take ${(error * 100).toFixed(1)}%; its ranges allow for that.`;
  }
  const { first, last } = history.frequency.window;
  const windowDays = daysBetween(first, last) + 1;
  if (daysBetween(plan.flight.start, plan.flight.end) + 1 > windowDays) {
    yield `Flight reach is extrapolated from the users of ${windowDays} days.`;
  }
}

/** Warns of a bid, budget, goal or frequency cap that the forecast does not consider. */
function* commercialNotes(plan: Plan, { capShare }: TargetingHistory): Iterable<string> {
  const named = { bid: plan.bidCpm, budget: plan.budget, goal: plan.goal };
  const given = Object.entries(named).flatMap(([name, value]) => (value ? [name] : []));
  if (given.length > 0) {
    yield `Not yet considered: ${given.join(', ')}. The numbers are what is available, not what a bid would win.`;
  }
  if (plan.frequencyCap && capShare === null) {
    yield 'The frequency cap is not applied: the data carry no users.';
  }
}
