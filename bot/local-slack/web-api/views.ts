import { withBlockIds } from '../blocks/walk.ts';
import { checkView } from '../check-view.ts';
import type { SlackContext } from '../context.ts';
import type { JsonObject } from '../json.ts';
import { objectsIn } from '../json.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { describeView } from '../payloads.ts';
import type { OpenView } from '../state/types.ts';
import type { Arguments } from './arguments.ts';
import type { MethodTable } from './method.ts';
import { SlackError } from './slack-error.ts';

/** Validates a modal or Home tab, gives its blocks ids. Throws `SlackError` with every problem. */
export function checkedView(view: JsonObject, type: 'modal' | 'home'): JsonObject {
  const problems = checkView(view, type);
  if (problems.length > 0) throw new SlackError('invalid_arguments', problems);
  return { ...view, blocks: withBlockIds(objectsIn(view.blocks)) };
}

/** Finds the view to update. Throws `SlackError` where it is gone or has changed meanwhile. */
function requireView(args: Arguments, { workspace }: SlackContext): OpenView {
  const externalId = args.optionalText('external_id');
  const view = externalId
    ? workspace.views.findByExternalId(externalId)
    : workspace.views.find(args.text('view_id'));
  if (!view) throw new SlackError('not_found');
  const hash = args.optionalText('hash');
  if (hash && hash !== view.hash) throw new SlackError('hash_conflict');
  return view;
}

/** Opens a modal on top of what a user has open. Throws `SlackError` where no more may stand. */
export function pushView(
  user: string,
  content: JsonObject,
  { workspace: { views } }: SlackContext,
): OpenView {
  const stack = views.openFor(user);
  if (stack.length >= SLACK_LIMITS.view.stackDepth) throw new SlackError('push_limit_reached');
  return views.open(user, content, stack.at(-1));
}

/** API methods that open, push and update modals, and publish Home tabs. */
export const viewMethods: MethodTable = {
  'views.open'(args, slack) {
    const content = checkedView(args.object('view'), 'modal');
    const user = slack.triggers.exchange(args.text('trigger_id'));
    const view = slack.workspace.views.open(user, content);
    return { view: describeView(view, slack.workspace) };
  },

  'views.push'(args, slack) {
    const content = checkedView(args.object('view'), 'modal');
    const user = slack.triggers.exchange(args.text('trigger_id'));
    const view = pushView(user, content, slack);
    return { view: describeView(view, slack.workspace) };
  },

  'views.update'(args, slack) {
    const view = requireView(args, slack);
    slack.workspace.views.replace(view, checkedView(args.object('view'), 'modal'));
    return { view: describeView(view, slack.workspace) };
  },

  'views.publish'(args, slack) {
    const user = args.text('user_id');
    if (!slack.workspace.users.has(user)) throw new SlackError('user_not_found');
    const content = checkedView(args.object('view'), 'home');
    const home = slack.workspace.views.publishHome(user, content);
    return { view: describeView(home, slack.workspace) };
  },
};
