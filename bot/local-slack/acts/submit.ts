import type { SlackContext } from '../context.ts';
import type { JsonObject } from '../json.ts';
import { isObject, objectAt, objectsIn, textAt } from '../json.ts';
import { viewClosed, viewSubmission } from '../payloads.ts';
import type { OpenView } from '../state/types.ts';
import { SlackError } from '../web-api/slack-error.ts';
import { checkedView, pushView } from '../web-api/views.ts';
import { isEmptyState } from './element-state.ts';
import type { Outcome } from './outcome.ts';
import { type GivenValues, viewValues } from './view-values.ts';

export interface Submission {
  user: string;
  view_id: string;
  values: GivenValues;
}

/**
 * Somebody submits a modal. Empty required fields are refused as Slack's client does; then the
 * app's `response_action` is carried out. `errors` by block id stand in the outcome, which is then
 * not ok.
 */
export async function submitView(submission: Submission, slack: SlackContext): Promise<Outcome> {
  const view = requireView(submission, slack);
  if (!view) return { ok: false, error: 'view_not_found' };
  const values = viewValues(view, submission.values, slack.workspace);
  const errors = missingFields(view, values);
  if (Object.keys(errors).length > 0) return refused(errors);
  const ack = await slack.delivery.once('interactive', viewSubmission(view, values, slack));
  if (!ack.ok) return ack;
  return applyResponseAction(view, ack.payload, slack);
}

/** Somebody cancels or closes a modal; the app is told (`view_closed`) where it asked to be. */
export async function closeView(
  target: { user: string; view_id: string },
  slack: SlackContext,
): Promise<Outcome> {
  const view = requireView(target, slack);
  if (!view) return { ok: false, error: 'view_not_found' };
  slack.workspace.views.close(view);
  if (view.content.notify_on_close !== true) return { ok: true };
  const ack = await slack.delivery.once('interactive', viewClosed(view, slack));
  return ack.ok ? { ok: true } : ack;
}

function requireView(
  { user, view_id }: { user: string; view_id: string },
  { workspace }: SlackContext,
): OpenView | undefined {
  const view = workspace.views.find(view_id);
  return view?.user === user && view.content.type === 'modal' ? view : undefined;
}

function inputsOf(view: OpenView): JsonObject[] {
  return objectsIn(view.content.blocks).filter((block) => block.type === 'input');
}

/** Validation errors for required fields that were left empty, by block id. */
function missingFields(view: OpenView, values: JsonObject): JsonObject {
  const missing = inputsOf(view).filter((block) => {
    const states = Object.values(objectAt(values, textAt(block, 'block_id') ?? '')).filter(
      isObject,
    );
    return block.optional !== true && states.every(isEmptyState);
  });
  return Object.fromEntries(
    missing.map((block) => [block.block_id, 'Please complete this required field.']),
  );
}

function refused(errors: JsonObject): Outcome {
  return { ok: false, error: 'view_refused', response_action: 'errors', errors };
}

/** Does what the app answered: shows errors, or closes, updates or pushes a modal. */
function applyResponseAction(view: OpenView, answer: JsonObject, slack: SlackContext): Outcome {
  const { views } = slack.workspace;
  const action = textAt(answer, 'response_action');
  if (action === 'errors') return refused(objectAt(answer, 'errors'));
  try {
    if (action === undefined) views.close(view);
    if (action === 'clear') views.closeStack(view);
    if (action === 'update') views.replace(view, checkedView(objectAt(answer, 'view'), 'modal'));
    if (action === 'push') {
      pushView(view.user, checkedView(objectAt(answer, 'view'), 'modal'), slack);
    }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { ok: false, error: error.code, problems: error.messages };
  }
  return action ? { ok: true, response_action: action } : { ok: true };
}
