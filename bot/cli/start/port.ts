import { join } from 'node:path';

import type { Home } from '../../../data/home.ts';
import type { HttpApi } from '../../http/api.ts';
import { listenHttp } from '../../http/server/listen.ts';
import { type LocalSlack, startLocalSlack } from '../../local-slack/server.ts';
import { INSTALLED_APP } from '../../slack/installing/installed-app.ts';
import { type HttpParts, openHttp } from '../http.ts';
import { print } from '../output.ts';
import { tokenKeys } from '../token-key.ts';

interface PortParts extends Omit<HttpParts, 'keys' | 'userHashKey'> {
  home: Home;
}

/** What listens on the one port. */
interface Port {
  /** Undefined with the real Slack. */
  slack: LocalSlack | undefined;
  url: string;
}

/** Opens the one port: the HTTP interface and, without Slack's tokens, the local Slack around it. */
export async function openPort(parts: PortParts): Promise<Port> {
  const { config, home, closers } = parts;
  const keys = tokenKeys(config, home);
  const userHashKey = config.USER_HASH_KEY ?? home.secrets.userHashKey;
  const api = await openHttp({ ...parts, keys, userHashKey });
  if (config.SLACK_BOT_TOKEN) {
    const { HOST: host, PORT: port } = config;
    const { url, close } = await listenHttp(api, { host, port, ifTaken: 'take the next' });
    closers.push(close);
    print(`The HTTP interface is at ${url}`);
    return { slack: undefined, url };
  }
  const slack = await openLocalSlack(parts, api);
  // Requests under way end before the port closes.
  closers.push(() => api.close());
  return { slack, url: slack.url };
}

async function openLocalSlack(
  { config, home, log, closers }: PortParts,
  api: HttpApi,
): Promise<LocalSlack> {
  const slack = await startLocalSlack({
    host: config.HOST,
    port: config.PORT,
    app: INSTALLED_APP,
    storePath: join(home.dir, 'local-slack.json'),
    otherwise: api.handle,
    log,
  });
  closers.push(() => slack.close());
  print(`The local Slack is at ${slack.url}`);
  return slack;
}
