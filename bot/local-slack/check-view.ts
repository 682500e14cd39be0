import { z } from 'zod';
import { problem, problemsOf } from './blocks/problem.ts';
import { plainText, text } from './blocks/text.ts';
import { checkBlocks } from './check-blocks.ts';
import type { JsonObject } from './json.ts';
import { objectsIn } from './json.ts';
import { SLACK_LIMITS } from './limits.ts';

const { view: limits, id } = SLACK_LIMITS;

const common = {
  blocks: z.unknown(),
  callback_id: text(id, 0).optional(),
  private_metadata: text(limits.privateMetadata, 0).optional(),
  external_id: text(id, 0).optional(),
};

const knownView = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('home'), ...common }),
  z.strictObject({
    type: z.literal('modal'),
    ...common,
    title: plainText(limits.title),
    submit: plainText(limits.button).optional(),
    close: plainText(limits.button).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
  }),
]);

/** Validates a modal or a Home tab as Slack does and lists every error; empty where valid. */
export function checkView(view: JsonObject, type: 'modal' | 'home'): string[] {
  const result = knownView.safeParse(view, { reportInput: true });
  return [
    ...(result.success ? [] : problemsOf(result.error, ['view'])),
    ...(view.type === type ? [] : [problem(`must be of type ${type}`, ['view', 'type'])]),
    ...checkBlocks(view.blocks, 'view'),
    ...checkSubmit(view),
  ];
}

/** A modal that asks for input needs a submit button. */
function checkSubmit(view: JsonObject): string[] {
  const asks = objectsIn(view.blocks).some((block) => block.type === 'input');
  const cannotSend = view.type === 'modal' && asks && view.submit === undefined;
  return cannotSend ? [problem('missing required field', ['view', 'submit'])] : [];
}
