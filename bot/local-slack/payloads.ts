import type { Found } from './acts/target.ts';
import type { SlackContext } from './context.ts';
import type { JsonObject } from './json.ts';
import { newId } from './state/ids.ts';
import type { Message, OpenView } from './state/types.ts';
import type { Workspace } from './state/workspace.ts';

/** The `event_callback` around an event. */
export function eventCallback(event: JsonObject, { workspace, clock }: SlackContext): JsonObject {
  const { teamId, appId, botUserId } = workspace.identity;
  return {
    type: 'event_callback',
    team_id: teamId,
    api_app_id: appId,
    event_id: newId('Ev'),
    event_time: Math.floor(clock() / 1000),
    event: { event_ts: workspace.timestamps.next(), ...event },
    authorizations: [
      { team_id: teamId, user_id: botUserId, is_bot: true, is_enterprise_install: false },
    ],
  };
}

export interface Command {
  user: string;
  channel: string;
  command: string;
  text: string;
}

/** A slash command, with an address to answer to and a trigger to open a modal with. */
export function slashCommand(given: Command, slack: SlackContext): JsonObject {
  const { user, channel, command, text } = given;
  const { teamId, appId } = slack.workspace.identity;
  const person = slack.workspace.users.get(user);
  return {
    team_id: person?.team_id ?? teamId,
    team_domain: 'local',
    channel_id: channel,
    channel_name: channelName(channel, slack.workspace),
    user_id: user,
    user_name: person?.name,
    command,
    text,
    api_app_id: appId,
    is_enterprise_install: 'false',
    response_url: slack.responseUrls.issue(slack.baseUrl(), { channel, user }),
    trigger_id: slack.triggers.issue(user),
  };
}

/** A click on something in a message. */
export function messageAction(
  { user, message, action, values }: MessageAction,
  slack: SlackContext,
): JsonObject {
  const { channel, ts } = message;
  return {
    type: 'block_actions',
    ...interaction(user, slack),
    ...inMessage(message, slack),
    response_url: slack.responseUrls.issue(slack.baseUrl(), { channel, user, ts }),
    state: { values },
    actions: [action],
  };
}

export interface MessageAction {
  user: string;
  message: Message;
  action: JsonObject;
  values: JsonObject;
}

/** A click on something in a modal or a Home tab. */
export function viewAction(
  { view, action, values }: { view: OpenView; action: JsonObject; values: JsonObject },
  slack: SlackContext,
): JsonObject {
  return {
    type: 'block_actions',
    ...interaction(view.user, slack),
    ...inView(view, slack, values),
    actions: [action],
  };
}

/** What was typed into a menu whose options the app knows. */
export function blockSuggestion(
  { user, value }: { user: string; value: string },
  found: Found,
  slack: SlackContext,
): JsonObject {
  const { trigger_id: _none, ...rest } = interaction(user, slack);
  const { element, blockId } = found.placed;
  return {
    type: 'block_suggestion',
    ...rest,
    ...('view' in found ? inView(found.view, slack) : inMessage(found.message, slack)),
    block_id: blockId,
    action_id: element.action_id,
    value,
  };
}

/** A shortcut from the composer or the search, which belongs to no channel. */
export function globalShortcut(
  { user, callback_id }: { user: string; callback_id: string },
  slack: SlackContext,
): JsonObject {
  const action_ts = slack.workspace.timestamps.next();
  return { type: 'shortcut', ...interaction(user, slack), callback_id, action_ts };
}

/** A shortcut from the menu of a message. */
export function messageShortcut(
  { user, callback_id, message }: { user: string; callback_id: string; message: Message },
  slack: SlackContext,
): JsonObject {
  const { channel, ts } = message;
  return {
    type: 'message_action',
    ...interaction(user, slack),
    callback_id,
    action_ts: slack.workspace.timestamps.next(),
    channel: { id: channel, name: channelName(channel, slack.workspace) },
    message_ts: ts,
    message,
    response_url: slack.responseUrls.issue(slack.baseUrl(), { channel, user }),
  };
}

/** A modal sent off. */
export function viewSubmission(
  view: OpenView,
  values: JsonObject,
  slack: SlackContext,
): JsonObject {
  return {
    type: 'view_submission',
    ...interaction(view.user, slack),
    view: describeView(view, slack.workspace, values),
    response_urls: [],
  };
}

/** A modal closed without sending it. */
export function viewClosed(view: OpenView, slack: SlackContext): JsonObject {
  const { trigger_id: _none, ...rest } = interaction(view.user, slack);
  return {
    type: 'view_closed',
    ...rest,
    view: describeView(view, slack.workspace),
    is_cleared: false,
  };
}

/** A view as the app sees it, with what people have filled in. */
export function describeView(
  view: OpenView,
  { identity }: Workspace,
  values: JsonObject = {},
): JsonObject {
  return {
    ...view.content,
    id: view.id,
    hash: view.hash,
    team_id: identity.teamId,
    app_id: identity.appId,
    bot_id: identity.botId,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
    state: { values },
  };
}

function inMessage(message: Message, { workspace }: SlackContext): JsonObject {
  const { channel, ts, thread_ts, ephemeral_to } = message;
  return {
    channel: { id: channel, name: channelName(channel, workspace) },
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: channel,
      is_ephemeral: ephemeral_to !== undefined,
      ...(thread_ts ? { thread_ts } : {}),
    },
    message,
  };
}

function inView(view: OpenView, { workspace }: SlackContext, values = view.values): JsonObject {
  return {
    container: { type: 'view', view_id: view.id },
    view: describeView(view, workspace, values),
  };
}

function interaction(user: string, slack: SlackContext): JsonObject {
  const { identity, users } = slack.workspace;
  const { name, team_id = identity.teamId } = users.get(user) ?? {};
  return {
    user: { id: user, username: name, name, team_id },
    team: { id: identity.teamId, domain: 'local' },
    enterprise: null,
    is_enterprise_install: false,
    api_app_id: identity.appId,
    trigger_id: slack.triggers.issue(user),
  };
}

function channelName(channel: string, { channels }: Workspace): string {
  return channels.get(channel)?.name ?? 'directmessage';
}
