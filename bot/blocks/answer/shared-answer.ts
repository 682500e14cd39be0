import type { Forecast } from '../../../data/forecast.ts';
import { longDay } from '../../words/dates.ts';
import { headlineText } from '../../words/headline.ts';
import { message, type SlackMessage } from '../message.ts';
import { context, escapeMrkdwn, section } from '../text.ts';
import { impressionsChart } from './chart-block.ts';
import { dailyTable } from './daily-table.ts';
import { keyFigures } from './key-figures.ts';
import { notesSection } from './notes.ts';
import { LIKELY } from './provenance.ts';

export interface SharedAnswerParts {
  forecast: Forecast;
  /** The plan in words. */
  understood: string;
  /** The Slack user who shared it. */
  sharedBy: string;
  /** Address of the whole answer; absent where Slack gives none. */
  link: string | undefined;
}

/** A forecast shared with another channel, without buttons: as chart, as days, or in words. */
export function sharedAnswerForms(parts: SharedAnswerParts): SlackMessage[] {
  const { forecast } = parts;
  const chart = impressionsChart(forecast);
  const pictures = [
    ...(chart.length > 0 ? [chart] : []),
    dailyTable(forecast, 'paged'),
    dailyTable(forecast, 'plain'),
    [],
  ];
  return pictures.map((picture) => sharedAnswer(parts, picture));
}

function sharedAnswer(
  { forecast, understood, sharedBy, link }: SharedAnswerParts,
  picture: SlackMessage['blocks'],
): SlackMessage {
  const words = escapeMrkdwn(understood);
  const said = [`${headlineText(forecast)}.`, ...forecast.notes].join(' ');
  const text = `<@${sharedBy}> shared a forecast: ${words}. ${escapeMrkdwn(said)}`;
  const whole = link === undefined ? [] : [`<${encodeURI(link)}|Open the whole answer>`];
  const age = `data through ${longDay(forecast.dataThrough)}`;
  return message(text, [
    ...keyFigures(forecast),
    section(`*Understood:* ${words}`),
    ...picture,
    ...notesSection(forecast),
    context(`${LIKELY}\n${[`Shared by <@${sharedBy}>`, age, ...whole].join(' · ')}`),
  ]);
}
