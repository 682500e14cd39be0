import type { Plan } from '../../../data/plan.ts';
import type { ForecastRequest } from '../../../data/postgres/requests/requests.ts';
import { defaultFlight } from '../../../prompts/reader/flight/usual-flight.ts';
import { withoutStartingOver } from '../../../prompts/reader/follow-up/start-over.ts';
import { formOfPlan } from '../../blocks/asking/plan-modal/form-of-plan.ts';
import { type FormMetadata, readMetadata } from '../../blocks/asking/plan-modal/metadata.ts';
import { planOfForm } from '../../blocks/asking/plan-modal/plan-of-form.ts';
import { readState } from '../../blocks/asking/plan-modal/state.ts';
import type { PlanModalParts } from '../../blocks/asking/plan-modal/view.ts';
import { knownRequest } from '../answer/answered.ts';
import type { Conversation } from '../conversation.ts';
import { previousRequest } from '../thread/previous.ts';
import { readInParts } from './read-in-parts.ts';

type FormPlace = FormMetadata['place'];

/** The values of the plan form before it is shown as a modal. */
export type PlanDraft = Omit<PlanModalParts, 'known'>;

/** A plan form as Slack sends it. */
export interface SubmittedForm {
  privateMetadata: string;
  /** Slack's `state.values`. */
  state: unknown;
}

/** The plan form with nothing filled in but the usual dates; its answer goes to `place`. */
export async function emptyDraft(
  { readingContext }: Conversation,
  place: FormPlace,
): Promise<PlanDraft> {
  const { today } = await readingContext();
  const { values, kept } = formOfPlan({ targeting: {}, flight: defaultFlight(today).flight });
  return { values, metadata: { place, kept, revision: 0, open: [] } };
}

/**
 * The plan form prefilled from a request, when somebody clicks Edit and rerun.
 * @throws AppError where there is no such request.
 */
export async function draftOfRequest(
  conversation: Conversation,
  requestId: string,
): Promise<PlanDraft> {
  const request = await knownRequest(conversation, requestId);
  if (!request.destination) throw new Error('only what is shown in Slack can be edited there');
  const { channel, threadTs } = request.destination;
  return draftBasedOn(request, { channel, ...(threadTs && { threadTs }) });
}

function draftBasedOn({ id, plan }: ForecastRequest, place: FormPlace): PlanDraft {
  const { values, kept } = formOfPlan(plan);
  return { values, metadata: { place, kept, revision: 0, open: [], basedOn: id } };
}

/**
 * The plan form prefilled from a text, as far as it can be parsed, with the question that is open.
 */
export async function draftOfText(
  conversation: Conversation,
  written: string,
  place: NonNullable<FormPlace>,
): Promise<PlanDraft> {
  const text = withoutStartingOver(written);
  const isFresh = text === '' || text !== written;
  const previous = isFresh ? undefined : await previousRequest(conversation, { text, place });
  const { values, metadata } = previous
    ? draftBasedOn(previous, place)
    : await emptyDraft(conversation, place);
  if (text === '') return { values, metadata };
  return filledIn(conversation, { values: { ...values, words: [text] }, metadata });
}

/** Fills the fields of a plan form from the words written in it, as far as they can be parsed. */
export async function filledIn(conversation: Conversation, draft: PlanDraft): Promise<PlanDraft> {
  const { values, metadata } = draft;
  const [words = ''] = values.words ?? [];
  const previous = await planBefore(conversation, draft);
  const { plan, remark } = await readInParts(conversation, words, previous);
  const { channel } = values;
  const said = remark === undefined ? {} : { words: [words] };
  const form = plan ? formOfPlan(plan) : { values, kept: metadata.kept };
  return {
    values: { ...withoutWords(form.values), ...said, ...(channel && { channel }) },
    metadata: { ...metadata, kept: form.kept, revision: metadata.revision + 1 },
    remark: remark ?? 'Filled in from your words. Check it and press “Run”.',
  };
}

/** The plan that words may change: that of a form which began with one, as it is now. */
async function planBefore(
  { readingContext }: Conversation,
  { values, metadata }: PlanDraft,
): Promise<Plan | undefined> {
  if (metadata.basedOn === undefined) return undefined;
  const { today } = await readingContext();
  const read = planOfForm({ values, kept: metadata.kept }, { today, known: {} });
  return 'plan' in read ? read.plan : undefined;
}

function withoutWords({ words: _said, ...values }: PlanDraft['values']): PlanDraft['values'] {
  return values;
}

/** Decodes what a plan form holds now; undefined where this version did not make it. */
export function draftOfForm({ privateMetadata, state }: SubmittedForm): PlanDraft | undefined {
  const metadata = readMetadata(privateMetadata);
  const values = readState(state);
  return metadata && values && { metadata, values };
}
