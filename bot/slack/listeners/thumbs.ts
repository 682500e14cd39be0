import type { App, BlockAction } from '@slack/bolt';

import type { ThumbClick } from '../../conversation/vote.ts';
import { byResponse } from '../reply.ts';

/** Listens to clicks on thumbs up and thumbs down below an answer; `take` stores the rating. */
export function onThumb(
  app: App,
  actionId: string,
  take: (click: ThumbClick) => Promise<void>,
): void {
  app.action<BlockAction>(actionId, async ({ ack, action, body, respond, context }) => {
    await ack();
    const value = 'value' in action ? action.value : undefined;
    await take({
      value: typeof value === 'string' ? value : '',
      user: body.user.id,
      teamId: context.teamId,
      tellAsker: byResponse(respond),
    });
  });
}
