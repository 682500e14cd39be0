import { findRequest } from '../../../data/postgres/requests/requests.ts';
import { escapeMrkdwn } from '../../blocks/text.ts';
import type { Conversation } from '../conversation.ts';
import { reasonOf } from '../failure.ts';
import { chartOf } from '../thread/related-chart.ts';
import { postFile } from './files.ts';

/**
 * Draws the chart of a forecast and posts the picture in the thread of the answer, in words too.
 * Whoever asked has their answer already, so what fails here is logged and not tried again.
 */
export async function postChart(
  conversation: Pick<Conversation, 'db' | 'messenger' | 'shareFile' | 'log'>,
  requestId: string,
): Promise<void> {
  const { db, log } = conversation;
  try {
    const request = await findRequest(db, requestId);
    const { channel, threadTs, messageTs } = request?.destination ?? {};
    const thread = threadTs ?? messageTs;
    const parent = request?.parentId ? await findRequest(db, request.parentId) : undefined;
    const chart = request && (await chartOf(request, parent));
    if (!chart || channel === undefined || thread === undefined) return;
    const file = {
      name: `forecast-${request.plan.flight.start}.png`,
      title: chart.title,
      bytes: chart.png,
      comment: escapeMrkdwn(chart.caption),
    };
    await postFile(conversation, { channel, threadTs: thread }, file);
  } catch (error) {
    log.warn({ requestId, reason: reasonOf(error) }, 'chart not posted');
  }
}
