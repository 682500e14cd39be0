import type { Forecast } from '../../../data/forecast.ts';
import { forecastCsv } from '../../csv/forecast-csv.ts';
import type { Asked } from '../asked.ts';
import type { Conversation } from '../conversation.ts';
import { tellFailure } from '../failure.ts';
import { forecastOf } from '../thread/related-outcome.ts';
import { knownRequest, noForecast } from './answered.ts';
import { isRepeatedClick } from './double-click.ts';
import { postFile, type SharedFile } from './files.ts';

/** Somebody's wish for the numbers of an answer, from its message. */
export interface CsvWish {
  requestId: string;
  user: string;
  channel: string;
  /** The thread that the file goes to. */
  threadTs: string;
  tellAsker: Asked['tellAsker'];
}

/**
 * Exports a forecast when somebody clicks CSV: posts a file of its exact numbers into the answer's
 * thread, once a click.
 */
export async function postCsv(conversation: Conversation, wish: CsvWish): Promise<void> {
  const { seen, now } = conversation;
  const { requestId, user, channel, threadTs } = wish;
  const key = `csv:${requestId}:${user}:${threadTs}`;
  if (isRepeatedClick(seen, { key, atMs: now().getTime() })) return;
  try {
    const file = csvFile(await forecastsOf(conversation, requestId));
    await postFile(conversation, { channel, threadTs }, file);
  } catch (error) {
    await tellFailure(conversation, wish, error);
  }
}

/**
 * What a request was answered with; a comparison stands beside its parent, which comes first.
 * @throws AppError where there is no such request, or no forecast.
 */
async function forecastsOf(conversation: Conversation, requestId: string): Promise<Forecast[]> {
  const request = await knownRequest(conversation, requestId);
  const firstId = request.relation === 'comparison' ? request.parentId : null;
  const first = firstId === null ? [] : [await knownRequest(conversation, firstId)];
  const forecasts = [...first, request].flatMap((side) => forecastOf(side) ?? []);
  if (forecasts.length === 0) throw noForecast();
  return forecasts;
}

function csvFile(forecasts: readonly Forecast[]): SharedFile {
  const start = forecasts[0]?.plan.flight.start;
  return {
    name: `forecast-${start}.csv`,
    title: 'Forecast, exact numbers',
    bytes: Buffer.from(forecastCsv(forecasts)),
    comment: COMMENT,
  };
}

const COMMENT =
  'The exact numbers. The column `row` says what a line is about: a `day`, a `part` of a breakdown, or the `total` of the whole flight. P10 to P90 is the likely range, P50 what to expect.';
