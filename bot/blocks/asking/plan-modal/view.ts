import type { ActionsBlock, Button, KnownBlock, ModalView } from '@slack/types';

import { type Targeting, targetedDimensions } from '../../../../data/plan.ts';
import { describePlan } from '../../../../prompts/describe.ts';
import { EXAMPLE } from '../../../../prompts/reader/off-topic.ts';
import { MAX_TEXT_LENGTH } from '../../../../prompts/reading.ts';
import { ACTIONS, actions } from '../../buttons.ts';
import { LIMITS } from '../../limits.ts';
import { escapeMrkdwn, plainText, section } from '../../text.ts';
import { commonFields } from './common-fields.ts';
import { channelInput, input, textInput } from './elements.ts';
import type { FieldParts } from './field-parts.ts';
import { type FieldName, type FormValues, FURTHER_LISTS, PARTS, type Part } from './fields.ts';
import { type FormMetadata, writeMetadata } from './metadata.ts';
import { moneyFields } from './money-fields.ts';
import { targetingFields } from './targeting-fields.ts';

/** The callback id that a submitted form comes back with. */
export const PLAN_MODAL = 'forecast_plan';

export interface PlanModalParts extends Pick<FieldParts, 'known'> {
  values: FormValues;
  metadata: FormMetadata;
  /** A word under what was said in one's own words, such as a question; plain text. */
  remark?: string | undefined;
}

/**
 * The modal form to enter a plan or edit one: what most plans name at once, the rest a click away.
 * @throws AppError where the plan has more than a form can carry.
 */
export function planModal(parts: PlanModalParts): ModalView {
  const { metadata, values, known } = parts;
  const fields: FieldParts = { values, known, revision: metadata.revision };
  const isOpen = (part: Part) => metadata.open.includes(part) || holds(values, part);
  const hasKeptHours = metadata.kept.dayparts !== undefined;
  return {
    ...frame(metadata.basedOn === undefined ? 'New forecast' : 'Edit and rerun'),
    callback_id: PLAN_MODAL,
    private_metadata: writeMetadata(metadata),
    submit: plainText('Run', LIMITS.viewTitle),
    blocks: [
      ...inOwnWords(parts),
      ...commonFields(fields),
      ...(isOpen('targeting') ? targetingFields({ ...fields, hasKeptHours }) : []),
      ...(isOpen('money') ? moneyFields(fields) : []),
      ...partButtons(PARTS.filter((part) => !isOpen(part))),
      ...keptSection(metadata.kept),
      ...(metadata.place ? [] : [whereTo(fields)]),
    ],
  };
}

/** The loading modal that opens at once, until the form is ready. */
export function openingModal(): ModalView {
  return messageModal('One moment: I am looking up what your data hold…');
}

/** The modal in place of a form that cannot be shown or taken: why, and what to do; plain text. */
export function messageModal(words: string): ModalView {
  return { ...frame('Forecast'), blocks: [section(escapeMrkdwn(words))] };
}

function frame(title: string) {
  return {
    type: 'modal' as const,
    title: plainText(title, LIMITS.viewTitle),
    close: plainText('Close', LIMITS.viewTitle),
  };
}

/** The field for the request in one's own words, with the button that fills the form in from it. */
function inOwnWords({ values, metadata, remark }: PlanModalParts): KnownBlock[] {
  const element = textInput(values.words, EXAMPLE, MAX_TEXT_LENGTH);
  const field = input('words', {
    label: 'Say it in your own words',
    element: { ...element, multiline: true },
    hint: 'Then press “Fill in”, or use the fields below.',
    revision: metadata.revision,
  });
  const fillIn = button(ACTIONS.fillIn, 'Fill in');
  return [field, actions(fillIn), ...(remark ? [section(escapeMrkdwn(remark))] : [])];
}

const PART_WORDS: Readonly<Record<Part, string>> = {
  targeting: 'More targeting',
  money: 'Bid and budget',
};

const PART_FIELDS: Readonly<Record<Part, readonly FieldName[]>> = {
  targeting: ['ageUnknown', ...FURTHER_LISTS.map(({ name }) => name), 'days', 'from', 'to'],
  money: ['bid', 'bidCurrency', 'budget', 'budgetCurrency'],
};

/** What a form holds is never hidden in it. */
function holds(values: FormValues, part: Part): boolean {
  return PART_FIELDS[part].some((field) => values[field] !== undefined);
}

function partButtons(closed: readonly Part[]): ActionsBlock[] {
  if (closed.length === 0) return [];
  return [actions(...closed.map((part) => button(`${ACTIONS.showPart}${part}`, PART_WORDS[part])))];
}

function button(actionId: string, text: string): Button {
  return { type: 'button', action_id: actionId, text: plainText(text, LIMITS.buttonText) };
}

/** Any flight does: only the targeting is said. */
const SOME_FLIGHT = { start: '2026-01-01', end: '2026-01-01' };

function keptSection(kept: Targeting): KnownBlock[] {
  if (targetedDimensions(kept).length === 0) return [];
  const { parts } = describePlan({ targeting: kept, flight: SOME_FLIGHT });
  const said = parts.filter(({ label }) => label !== 'Flight').map(({ text }) => text);
  return [section(`*Kept as before:* ${escapeMrkdwn(said.join(', '))}`)];
}

function whereTo({ values, revision }: FieldParts): KnownBlock {
  const label = 'Post the answer in';
  const hint = 'Left empty, I send it to you directly.';
  return input('channel', { label, hint, element: channelInput(values.channel), revision });
}
