import type { IncomingMessage, ServerResponse } from 'node:http';
import { click } from './acts/click.ts';
import { runCommand } from './acts/command.ts';
import { deleteMessage } from './acts/delete.ts';
import { openHome } from './acts/open-home.ts';
import type { Outcome } from './acts/outcome.ts';
import { postAsUser } from './acts/post-as-user.ts';
import { runShortcut } from './acts/shortcut.ts';
import { stopStreaming } from './acts/stop.ts';
import { closeView, submitView } from './acts/submit.ts';
import { suggest } from './acts/suggest.ts';
import type { SlackContext } from './context.ts';
import { streamChanges } from './event-stream.ts';
import { HttpError, readBody, sendJson } from './http.ts';
import type { JsonObject } from './json.ts';
import { SERVER_LIMITS } from './limits.ts';
import { describeView } from './payloads.ts';
import { parseBody, playgroundBodies } from './playground-bodies.ts';

type Act = (body: Buffer) => Promise<Outcome>;
type Read = (query: URLSearchParams) => JsonObject;

/**
 * Routes `/playground/<name>`: the JSON interface by which scripts and the page act as users and
 * read the workspace.
 */
export function createPlayground(slack: SlackContext) {
  const acts = createActs(slack);
  const reads = createReads(slack);
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const name = url.pathname.slice('/playground/'.length);
    if (request.method === 'GET' && name === 'events') {
      return streamChanges(request, response, slack.workspace);
    }
    const read = request.method === 'GET' && reads.get(name);
    if (read) return sendJson(response, 200, read(url.searchParams));
    const act = request.method === 'POST' && acts.get(name);
    if (!act) throw new HttpError(404, 'not_found', [`no ${request.method} ${url.pathname}`]);
    const body = await readBody(request, SERVER_LIMITS.interfaceBodyBytes);
    sendJson(response, 200, await act(body));
  };
}

/** The actions of users, by `POST`: say, run a command, click, submit a modal and so on. */
function createActs(slack: SlackContext): Map<string, Act> {
  const bodies = playgroundBodies(slack.workspace);
  return new Map<string, Act>([
    ['say', (body) => postAsUser(parseBody(bodies.say, body), slack)],
    ['command', (body) => runCommand(parseBody(bodies.command, body), slack)],
    ['submit', (body) => submitView(parseBody(bodies.submit, body), slack)],
    ['delete', (body) => deleteMessage(parseBody(bodies.delete, body), slack)],
    ['stop', (body) => stopStreaming(parseBody(bodies.stop, body), slack)],
    ['close', (body) => closeView(parseBody(bodies.close, body), slack)],
    ['home', (body) => openHome(parseBody(bodies.home, body), slack)],
    ['click', (body) => click(parseBody(bodies.click, body), slack)],
    ['suggest', (body) => suggest(parseBody(bodies.suggest, body), slack)],
    ['shortcut', (body) => runShortcut(parseBody(bodies.shortcut, body), slack)],
  ]);
}

/** What can be read, by `GET`: a channel's messages, a user's open modals, the workspace. */
function createReads({ workspace, isConnected, app }: SlackContext): Map<string, Read> {
  return new Map<string, Read>([
    [
      'messages',
      (query) => {
        const channel = workspace.channels.get(query.get('channel') ?? '');
        if (!channel) throw new HttpError(400, 'bad_request', ['channel: must be a known channel']);
        return { messages: workspace.messages.inChannel(channel.id) };
      },
    ],
    [
      'views',
      (query) => {
        const user = query.get('user') ?? '';
        const home = workspace.views.homeOf(user);
        return {
          views: workspace.views.openFor(user).map((view) => describeView(view, workspace)),
          home: home ? describeView(home, workspace) : null,
        };
      },
    ],
    [
      'state',
      () => ({
        bot: { id: workspace.identity.botUserId, is_connected: isConnected() },
        team: workspace.identity.teamName,
        users: [...workspace.users.values()],
        channels: [...workspace.channels.values()],
        prompts: Object.fromEntries(workspace.prompts),
        statuses: Object.fromEntries(workspace.statuses),
        banner: workspace.banner,
        shortcuts: app.shortcuts,
      }),
    ],
  ]);
}
