import { listenAt } from '../../../data/listen-at.ts';
import { listenFrom } from '../../local-slack/listen.ts';
import type { HttpApi } from '../api.ts';
import { guardedServer } from './guarded-server.ts';

export interface ListenOptions {
  host: string;
  /** 0 means any that is free. */
  port: number;
  /**
   * What to do where the port is in use. Nobody looks at the next free one but people who are told
   * it; refused unless given.
   */
  ifTaken?: 'take the next' | 'refuse';
}

export interface HttpServer {
  url: string;
  /** Lets requests under way end. */
  close(): Promise<void>;
}

/**
 * Starts the HTTP server of the interface on a port of its own.
 * @throws AppError `conflict` where the port cannot be used.
 */
export async function listenHttp(
  api: HttpApi,
  { host, port, ifTaken = 'refuse' }: ListenOptions,
): Promise<HttpServer> {
  const server = guardedServer(api.handle);
  const taken =
    ifTaken === 'refuse'
      ? await listenAt(server, { host, port, setting: 'PORT' })
      : await listenFrom(server, host, port);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      await api.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
