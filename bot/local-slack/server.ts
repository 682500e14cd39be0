import type { RequestListener } from 'node:http';
import type { Logger } from 'pino';
import { guardedServer } from '../http/server/guarded-server.ts';
import type { Credentials, SlackContext } from './context.ts';
import { Delivery } from './deliver.ts';
import { Faults } from './faults.ts';
import { HttpTransport } from './http-transport.ts';
import { SLACK_LIMITS } from './limits.ts';
import { listenFrom } from './listen.ts';
import { RateLimit } from './rate-limit.ts';
import { ResponseUrls } from './response-url.ts';
import { createRoutes } from './routes.ts';
import { SocketMode } from './socket-mode.ts';
import { type Clock, newSecret } from './state/ids.ts';
import { type InstalledApp, UNRESTRICTED_APP } from './state/installed-app.ts';
import type { WorkspaceSeed } from './state/seed.ts';
import { Store } from './state/store.ts';
import { TriggerIds } from './state/trigger-ids.ts';
import type { Banner } from './state/types.ts';
import { Workspace } from './state/workspace.ts';
import type { Transport } from './transport.ts';

export interface LocalSlackOptions {
  host: string;
  /** Where it is taken, the next free one is used; 0 means any. */
  port: number;
  log: Logger;
  /** Other people, channels or app than the usual ones. */
  workspace?: Partial<WorkspaceSeed>;
  /** What the app's manifest asks for; it may do everything where not given. */
  app?: InstalledApp;
  /** A JSON file in which messages and files outlive a restart. */
  storePath?: string;
  clock?: Clock;
  banner?: Banner;
  /** How long the app may take to acknowledge; Slack's 3 seconds where not given. */
  ackTimeoutMs?: number;
  /** How long to wait before each further attempt at an event. */
  eventRetryDelaysMs?: readonly number[];
  /** Refuse more than about one post a second in a channel, as Slack does. */
  rateLimited?: boolean;
  /** Answers the paths that are not Slack's, so that one port can serve more. */
  otherwise?: RequestListener;
}

/** A running local Slack. */
export interface LocalSlack extends Credentials {
  /** The page; `http://host:port`. */
  url: string;
  /** What Bolt's `clientOptions.slackApiUrl` takes. */
  slackApiUrl: string;
  port: number;
  /** What Slack holds, to look at. */
  workspace: Workspace;
  /**
   * From now on the app is called over HTTP at this address, with signed requests, instead of over
   * Socket Mode. Rejects where it does not answer the challenge as Slack demands.
   */
  useRequestUrl(requestUrl: string): Promise<void>;
  /** What goes wrong; tests decide. */
  faults: Faults;
  /** How many Socket Mode connections the app has open. */
  connectionCount(): number;
  /** The first value that `read` finds, now or after a later change. Rejects after `timeoutMs`. */
  waitFor<Found>(read: () => Found | undefined | false, timeoutMs?: number): Promise<Found>;
  /** Shows long work at the top of the page, or nothing. */
  setBanner(banner: Banner | null): void;
  close(): Promise<void>;
}

/**
 * Starts our own Slack, a simulated server for development and tests: Web API, Socket Mode, the
 * page and its JSON interface, on one port.
 */
export async function startLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  let url = '';
  const slack = createContext(options, () => url);
  const { workspace, socketMode, credentials } = slack;
  const store = await openStore(options, workspace);
  workspace.banner = options.banner ?? null;

  const rateLimit = options.rateLimited ? new RateLimit(slack.clock) : undefined;
  const server = guardedServer(createRoutes(slack, { rateLimit, otherwise: options.otherwise }));
  server.on('upgrade', (request, socket, head) => socketMode.accept(request, socket, head));
  const port = await listenFrom(server, options.host, options.port);
  url = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;

  return {
    ...credentials,
    url,
    slackApiUrl: `${url}/api/`,
    port,
    workspace,
    useRequestUrl: slack.useRequestUrl,
    faults: slack.faults,
    connectionCount: () => socketMode.connectionCount,
    waitFor: (read, timeoutMs = 5_000) => waitFor(workspace, read, timeoutMs),
    setBanner(banner) {
      workspace.banner = banner;
      workspace.changed();
    },
    async close() {
      slack.delivery.close();
      await socketMode.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await store?.close();
    },
  };
}

/** Restores messages and files after a restart, and persists them, where a path is given. */
async function openStore({ storePath, log }: LocalSlackOptions, workspace: Workspace) {
  if (storePath === undefined) return undefined;
  const store = new Store({ workspace, path: storePath, log });
  await store.open();
  return store;
}

/** Creates and connects the parts of the server: workspace, transport, delivery, faults. */
function createContext(options: LocalSlackOptions, baseUrl: () => string): SlackContext {
  const { log, clock = Date.now } = options;
  const workspace = new Workspace(clock, options.workspace);
  const credentials = newCredentials();
  const { ackTimeoutMs = SLACK_LIMITS.ackTimeoutMs } = options;
  const socketMode = new SocketMode({
    appId: workspace.identity.appId,
    ackTimeoutMs,
    onConnectionsChanged: () => workspace.changed(),
  });
  let transport: Transport = socketMode;
  const faults = new Faults(() => socketMode.drop());
  const retryDelaysMs = options.eventRetryDelaysMs ?? SLACK_LIMITS.eventRetryDelaysMs;
  return {
    workspace,
    app: options.app ?? UNRESTRICTED_APP,
    credentials,
    socketMode,
    delivery: new Delivery({
      transport: { send: (envelope) => transport.send(envelope) },
      retryDelaysMs,
      isRepeated: () => faults.repeatsEvents,
      log,
    }),
    async useRequestUrl(requestUrl) {
      const { signingSecret } = credentials;
      const http = new HttpTransport({ requestUrl, signingSecret, ackTimeoutMs, clock });
      await http.verify();
      transport = http;
      workspace.changed();
    },
    isConnected: () => transport !== socketMode || socketMode.connectionCount > 0,
    faults,
    triggers: new TriggerIds(clock),
    responseUrls: new ResponseUrls(clock),
    clock,
    log,
    baseUrl,
  };
}

function newCredentials(): Credentials {
  return {
    botToken: `xoxb-local-${newSecret()}`,
    appToken: `xapp-local-${newSecret()}`,
    signingSecret: newSecret(),
  };
}

/** Waits until the workspace holds what `read` looks for; rejects with a timeout. */
function waitFor<Found>(
  workspace: Workspace,
  read: () => Found | undefined | false,
  timeoutMs: number,
): Promise<Found> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      clearTimeout(timer);
      stopListening();
    };
    const look = () => {
      const found = read();
      if (found === undefined || found === false) return;
      finish();
      resolve(found);
    };
    const timer = setTimeout(() => {
      finish();
      reject(new Error(`nothing found in ${timeoutMs} ms: ${read}`));
    }, timeoutMs);
    const stopListening = workspace.onChange(look);
    look();
  });
}
