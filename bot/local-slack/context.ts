import type { Logger } from 'pino';
import type { Delivery } from './deliver.ts';
import type { Faults } from './faults.ts';
import type { ResponseUrls } from './response-url.ts';
import type { SocketMode } from './socket-mode.ts';
import type { Clock } from './state/ids.ts';
import type { InstalledApp } from './state/installed-app.ts';
import type { TriggerIds } from './state/trigger-ids.ts';
import type { Workspace } from './state/workspace.ts';

/** Bot token, app token and signing secret, new at each start; Bolt is configured with them. */
export interface Credentials {
  botToken: string;
  appToken: string;
  signingSecret: string;
}

/** All that the parts of the local Slack share: its workspace, connections, delivery and clock. */
export interface SlackContext {
  readonly workspace: Workspace;
  readonly app: InstalledApp;
  readonly credentials: Credentials;
  readonly socketMode: SocketMode;
  readonly delivery: Delivery;
  /** Whether the app can be reached: it has a socket open, or its request URL was verified. */
  readonly isConnected: () => boolean;
  /** Sends everything over HTTP from now on. */
  readonly useRequestUrl: (requestUrl: string) => Promise<void>;
  readonly faults: Faults;
  readonly triggers: TriggerIds;
  readonly responseUrls: ResponseUrls;
  readonly clock: Clock;
  readonly log: Logger;
  /** `http://host:port`, known once the server listens. */
  readonly baseUrl: () => string;
}
