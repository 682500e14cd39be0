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

/** Which blocks a form of the message uses that some workspaces refuse. */
interface AnswerForm {
  /** Slack's native chart, which some workspaces refuse. */
  chart: boolean;
  table: TableForm;
}

/** Fallbacks for a Slack that refuses a block: each asks less of it than the one before. */
const FORMS: readonly AnswerForm[] = [
  { chart: true, table: 'paged' },
  { chart: false, table: 'paged' },
  { chart: false, table: 'plain' },
  { chart: false, table: 'none' },
];

/**
 * The Slack message that answers with a forecast, the best form first; the later ones are fallbacks
 * for a workspace that refuses charts or tables.
 */
export function answerForms(parts: AnswerParts): SlackMessage[] {
  return FORMS.map((form) => answer(parts, form));
}

/** Lays a forecast out in blocks: figures, plan, chart, notes, table, buttons and provenance. */
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

/** The buttons below a forecast, such as Compare, CSV and Share, and the menu to break it down. */
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
