import type { App, BlockButtonAction } from '@slack/bolt';

import { ACTIONS } from '../../blocks/buttons.ts';
import { duckyHelp } from '../../blocks/ducky/help.ts';
import { isRepeatedClick } from '../../conversation/answer/double-click.ts';
import { isHelp } from '../../conversation/asking/ask.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { askDucky } from '../../conversation/ducky/ask-ducky.ts';
import { stopAnswer, stopThread } from '../../conversation/ducky/stop-answer.ts';
import { takeAnswerVote } from '../../conversation/ducky/vote.ts';
import { incomingText } from '../receiving/incoming-text.ts';
import { byResponse, byWhisper } from '../reply.ts';
import { onChannelClick } from './channel-click.ts';
import { onThumb } from './thumbs.ts';

/** `/ducky ...`, and what can be done with its answers: stop them, and say whether they helped. */
export function listenToDucky(app: App, conversation: Conversation): void {
  listenToQuestions(app, conversation);
  listenToStop(app, conversation);
  onThumb(app, ACTIONS.duckyFeedback, (click) => takeAnswerVote(conversation, click));
}

/** The slash command `/ducky ...`, and the buttons that suggest a question to ask. */
function listenToQuestions(app: App, conversation: Conversation): void {
  app.command('/ducky', async ({ command, ack, respond, context }) => {
    await ack();
    const text = incomingText(command.text ?? '');
    const tellAsker = byResponse(respond);
    if (isHelp(text)) return tellAsker(duckyHelp());
    await askDucky(conversation, {
      text,
      requestedBy: command.user_id,
      teamId: context.teamId,
      place: { channel: command.channel_id },
      key: `command:${command.trigger_id}`,
      tellAsker,
    });
  });

  const onClick = onChannelClick(app, conversation);
  onClick(new RegExp(`^${ACTIONS.duckyPrompt}\\d+$`), async (click) => {
    const { value: text, user: requestedBy, channel, teamId, key, tellAsker } = click;
    const { seen, now } = conversation;
    const clicked = `prompt:${requestedBy}:${channel}:${text}`;
    if (isRepeatedClick(seen, { key: clicked, atMs: now().getTime() })) return;
    const asked = { text, requestedBy, teamId, place: { channel }, tellAsker };
    await askDucky(conversation, { ...asked, key: `prompt:${key}` });
  });
}

/** The Stop button, and Slack's own beside a message that grows. */
function listenToStop(app: App, conversation: Conversation): void {
  app.action<BlockButtonAction>(ACTIONS.duckyStop, async ({ ack, action, body, respond }) => {
    await ack();
    await stopAnswer(conversation, {
      questionId: action.value ?? '',
      user: body.user.id,
      tellAsker: byResponse(respond),
    });
  });

  app.event('agent_session_stopped', async ({ event }) => {
    const { channel, thread_ts: threadTs, user, streaming_message_ts: messageTss } = event;
    await stopThread(conversation, {
      channel,
      threadTs,
      messageTss,
      user,
      tellAsker: byWhisper(conversation.messenger, { channel, user, threadTs }),
    });
  });
}
