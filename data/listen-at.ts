import { once } from 'node:events';
import type { Server } from 'node:net';

import { AppError } from './errors.ts';

export interface ListenAtOptions {
  host: string;
  /** 0 means any that is free. */
  port: number;
  /** The setting that chooses the port. */
  setting: string;
}

/**
 * Listens at this port and no other; resolves with the port taken.
 * @throws AppError `conflict` that names the setting, where the port is in use or may not be used.
 */
export async function listenAt(
  server: Server,
  { host, port, setting }: ListenAtOptions,
): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    const what = `${setting} ${port} cannot be used on ${host}. Set it to a port that is free.`;
    throw new AppError('conflict', what, { cause });
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
