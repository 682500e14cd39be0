import type { ModalView } from '@slack/types';

import { describeError } from '../../../data/errors.ts';
import type { Plan } from '../../../data/plan.ts';
import { findRequest } from '../../../data/postgres/requests/requests.ts';
import { withTimeout } from '../../../data/with-timeout.ts';
import { describePlan } from '../../../prompts/describe.ts';
import type { FormMetadata } from '../../blocks/asking/plan-modal/metadata.ts';
import { planOfForm } from '../../blocks/asking/plan-modal/plan-of-form.ts';
import type { FieldProblem } from '../../blocks/asking/plan-modal/problems.ts';
import { blockIdOf } from '../../blocks/asking/plan-modal/state.ts';
import { messageModal } from '../../blocks/asking/plan-modal/view.ts';
import type { Asked } from '../asked.ts';
import type { Conversation } from '../conversation.ts';
import { reasonOf, tellFailure } from '../failure.ts';
import { READING_TIMEOUT_MS } from '../reading-time.ts';
import { answerReading } from './ask.ts';
import { knownValues } from './known-values.ts';
import { draftOfForm, filledIn, type PlanDraft, type SubmittedForm } from './plan-draft.ts';
import { OUTDATED, planModalView } from './plan-modal.ts';

/** A plan form that somebody submitted. */
export interface Submitted extends SubmittedForm, Pick<Asked, 'requestedBy' | 'teamId'> {
  /** Slack's id of the form; what is sent twice is run once. */
  viewId: string;
}

/**
 * What to do with a sent form: show problems by block id, show another form, or close it and run,
 * at its place or, where that is null, directly to its sender.
 */
export type Submission =
  | { errors: Record<string, string> }
  | { view: ModalView }
  | {
      place: FormMetadata['place'];
      run: (reach: Pick<Asked, 'place' | 'tellAsker'>) => Promise<void>;
    };

/**
 * Validates a submitted plan form in time for Slack, which waits 3 s; errors are shown in the form.
 */
export async function submitPlanModal(
  conversation: Conversation,
  submitted: Submitted,
): Promise<Submission> {
  const draft = draftOfForm(submitted);
  if (!draft) return { view: messageModal(OUTDATED) };
  try {
    return draft.values.words
      ? await showWhatWordsSay(conversation, draft)
      : await takeForm(conversation, submitted, draft);
  } catch (error) {
    conversation.log.warn({ reason: reasonOf(error) }, 'form not taken');
    const words = `${describeError(error)} Press “Run” to try again.`;
    return { errors: errorsOf([{ field: 'words', words }], draft.metadata) };
  }
}

/** Nobody runs what they have not seen: words that were not read yet are filled in first. */
async function showWhatWordsSay(conversation: Conversation, draft: PlanDraft): Promise<Submission> {
  const filled = await withTimeout(READING_TIMEOUT_MS, () => filledIn(conversation, draft));
  return { view: await planModalView(conversation, filled) };
}

/** Reads the form's fields: gives the errors beside them, or where and how to run their plan. */
async function takeForm(
  conversation: Conversation,
  { viewId, requestedBy, teamId }: Submitted,
  { values, metadata }: PlanDraft,
): Promise<Submission> {
  const [{ today }, known] = await Promise.all([
    conversation.readingContext(),
    knownValues(conversation),
  ]);
  const read = planOfForm({ values, kept: metadata.kept }, { today, known });
  if ('problems' in read) return { errors: errorsOf(read.problems, metadata) };
  const [channel] = values.channel ?? [];
  const text = describePlan(read.plan).line;
  const key = `form:${viewId}`;
  return {
    place: metadata.place ?? (channel === undefined ? null : { channel }),
    run: (reach) => {
      const asked = { text, requestedBy, teamId, key, ...reach };
      return runForm(conversation, asked, { plan: read.plan, basedOn: metadata.basedOn });
    },
  };
}

function errorsOf(
  problems: readonly FieldProblem[],
  { revision }: FormMetadata,
): Record<string, string> {
  return Object.fromEntries(
    problems.map(({ field, words }) => [blockIdOf(field, revision), words]),
  );
}

type FormRun = Pick<FormMetadata, 'basedOn'> & { plan: Plan };

/** Starts the forecast of a submitted form, once; as a follow-up where it began with a request. */
async function runForm(
  conversation: Conversation,
  asked: Asked,
  { plan, basedOn }: FormRun,
): Promise<void> {
  if (!conversation.seen.add(asked.key)) return;
  try {
    const previous = basedOn === undefined ? null : await findRequest(conversation.db, basedOn);
    // A form says everything itself, so nothing was assumed.
    const reading = { kind: 'plan' as const, plan, assumptions: [] };
    await answerReading(conversation, { ...asked, previous: previous ?? undefined }, reading);
  } catch (error) {
    await tellFailure(conversation, asked, error);
  }
}
