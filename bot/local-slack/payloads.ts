import type { Found } from './acts/target.ts';
import type { SlackContext } from './context.ts';
import type { JsonObject } from './json.ts';
import { newId } from './state/ids.ts';
import type { Message, OpenView } from './state/types.ts';
import type { Workspace } from './state/workspace.ts';

/** Wraps an event in the `event_callback` that the Events API sends. */
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

/**
 * Builds the payload of a slash command, with a `response_url` to answer to and a `trigger_id` to
 * open a modal with.
 */
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

/** Builds the `block_actions` payload of a click in a message. */
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

/** Builds the `block_actions` payload of a click in a modal or a Home tab. */
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

/**
 * Builds the `block_suggestion` payload that asks the app for the options of an external menu, by
 * what was typed into it.
 */
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

/**
 * Builds the payload of a global shortcut, from the composer or the search, which belongs to no
 * channel.
 */
export function globalShortcut(
  { user, callback_id }: { user: string; callback_id: string },
  slack: SlackContext,
): JsonObject {
  const action_ts = slack.workspace.timestamps.next();
  return { type: 'shortcut', ...interaction(user, slack), callback_id, action_ts };
}

/** Builds the `message_action` payload of a shortcut from the menu of a message. */
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

/** Builds the `view_submission` payload of a modal that is submitted. */
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

/** Builds the `view_closed` payload of a modal that is cancelled or closed. */
export function viewClosed(view: OpenView, slack: SlackContext): JsonObject {
  const { trigger_id: _none, ...rest } = interaction(view.user, slack);
  return {
    type: 'view_closed',
    ...rest,
    view: describeView(view, slack.workspace),
    is_cleared: false,
  };
}

/** A modal or Home tab as the app sees it, with what people have filled in. */
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

/** The part of a payload that says in which message and channel somebody clicked. */
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

/** What every interaction says: the user, the team, the app, and a trigger to open a modal with. */
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
