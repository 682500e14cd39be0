import { listenFrom } from '../local-slack/listen.ts';
import type { HttpApi } from './api.ts';
import { guardedServer } from './guarded-server.ts';

export interface ListenOptions {
  host: string;
  /** Where it is taken, the next free one is used; 0 means any. */
  port: number;
}

export interface HttpServer {
  url: string;
  /** Lets requests under way end. */
  close(): Promise<void>;
}

/** Serves the interface on a port of its own. */
export async function listenHttp(api: HttpApi, { host, port }: ListenOptions): Promise<HttpServer> {
  const server = guardedServer(api.handle);
  const taken = await listenFrom(server, host, port);
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
