import type { ImageBlock } from '@slack/types';

import type { Forecast } from '../../data/forecast.ts';
import { groundsOfConfidence } from '../words/confidence.ts';
import { longDay } from '../words/dates.ts';
import { headline, headlineText } from '../words/headline.ts';
import { actions, editButton } from './buttons.ts';
import { impressionsChart, reachChart } from './chart-block.ts';
import { dailyTable } from './daily-table.ts';
import { deliverySection } from './delivery.ts';
import { LIMITS } from './limits.ts';
import { message, type SlackMessage } from './message.ts';
import { bullets, context, escapeMrkdwn, section, truncate } from './text.ts';
import { understanding } from './understood.ts';

export interface AnswerParts {
  forecast: Forecast;
  requestId: string;
  requestedBy: string;
  /** The plan in words. */
  understood: string;
  assumptions: readonly string[];
  /** The uploaded chart; absent where it could not be uploaded. */
  image?: { fileId: string; altText: string } | undefined;
  /** Whether to add Slack's native charts, which some workspaces refuse. */
  nativeChart: boolean;
}

/** The forecast: what to repeat, the picture, the days, what was understood, where it comes from. */
export function answer(parts: AnswerParts): SlackMessage {
  const { forecast, requestId } = parts;
  const { claim, range, detail } = headline(forecast);
  return message(alternative(parts), [
    section(`*${claim}* (${range})\n${detail}`),
    ...deliverySection(forecast),
    section(understanding(parts)),
    ...imageBlock(parts.image),
    ...(parts.nativeChart ? nativeCharts(parts) : []),
    ...dailyTable(forecast),
    ...notes(forecast),
    actions(editButton(requestId)),
    context(provenance(parts)),
  ]);
}

function alternative({ forecast, understood }: AnswerParts): string {
  const words = [`${headlineText(forecast)}.`, `Understood: ${understood}.`, ...forecast.notes];
  return escapeMrkdwn(words.join(' '));
}

function imageBlock(image: AnswerParts['image']): ImageBlock[] {
  if (!image) return [];
  const alt_text = truncate(image.altText, LIMITS.altText);
  return [{ type: 'image', slack_file: { id: image.fileId }, alt_text }];
}

/** What the image does not show already. */
function nativeCharts({ forecast, image }: AnswerParts) {
  return [...(image ? [] : impressionsChart(forecast)), ...reachChart(forecast)];
}

function notes({ notes: lines }: Forecast) {
  return lines.length > 0 ? [section(`*Good to know*\n${bullets(lines)}`)] : [];
}

const RANGE_IN_WORDS = 'P10–P90: 8 times in 10 the real number falls in between.';

function provenance({ forecast, requestedBy }: AnswerParts): string {
  const { confidence, dataThrough, model } = forecast;
  const facts = [
    `Confidence: *${confidence}* (${groundsOfConfidence(forecast)})`,
    `data through ${longDay(dataThrough)}`,
    `model ${escapeMrkdwn(model.version)} (${escapeMrkdwn(model.method)})`,
    `asked by <@${requestedBy}>`,
  ];
  return `${facts.join(' · ')}\n${RANGE_IN_WORDS}`;
}
