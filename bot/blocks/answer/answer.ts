import type { ActionsBlock } from '@slack/types';

import type { BreakdownDimension } from '../../../data/dimensions.ts';
import type { Forecast } from '../../../data/forecast.ts';
import {
  actions,
  breakDownMenu,
  compareButton,
  csvButton,
  digestButton,
  editButton,
  feedbackButtons,
  savePlanButton,
  shareButton,
} from '../buttons.ts';
import { message, type SlackMessage } from '../message.ts';
import { section } from '../text.ts';
import { answerText } from './answer-text.ts';
import { impressionsChart } from './chart-block.ts';
import { dailyTable, type TableForm } from './daily-table.ts';
import { deliverySection } from './delivery.ts';
import { keyFigures } from './key-figures.ts';
import { notesSection } from './notes.ts';
import { type ProvenanceParts, provenance } from './provenance.ts';
import { type UnderstoodParts, understanding } from './understood.ts';

export interface AnswerParts extends UnderstoodParts, ProvenanceParts {
  forecast: Forecast;
  requestId: string;
  /** What the forecast can be broken down by. */
  breakdowns: readonly BreakdownDimension[];
}

/** What the message asks of Slack. */
interface AnswerForm {
  /** Slack's native chart, which some workspaces refuse. */
  chart: boolean;
  table: TableForm;
}

/** Each asks less of Slack than the one before. */
const FORMS: readonly AnswerForm[] = [
  { chart: true, table: 'paged' },
  { chart: false, table: 'paged' },
  { chart: false, table: 'plain' },
  { chart: false, table: 'none' },
];

/** The forecast as a message, the best form first, each later one for a Slack that takes less. */
export function answerForms(parts: AnswerParts): SlackMessage[] {
  return FORMS.map((form) => answer(parts, form));
}

/** What to repeat, the picture, the days, what to do next, and where it comes from. */
function answer(parts: AnswerParts, form: AnswerForm): SlackMessage {
  const { forecast, requestId } = parts;
  return message(answerText(parts), [
    ...keyFigures(forecast),
    section(understanding(parts)),
    ...deliverySection(forecast),
    ...(form.chart ? impressionsChart(forecast) : []),
    ...notesSection(forecast),
    ...dailyTable(forecast, form.table),
    ...controls(parts),
    feedbackButtons(requestId),
    ...provenance(parts),
  ]);
}

/** What to do with this forecast, and what to do with its plan. */
function controls({ requestId, breakdowns }: AnswerParts): ActionsBlock[] {
  return [
    actions(
      editButton(requestId),
      compareButton(requestId),
      ...(breakdowns.length > 0 ? [breakDownMenu(requestId, breakdowns)] : []),
    ),
    actions(
      csvButton(requestId),
      savePlanButton(requestId),
      digestButton(requestId),
      shareButton(requestId),
    ),
  ];
}
