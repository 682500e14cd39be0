import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SERVER_LIMITS } from './limits.ts';

/**
 * Listens at a port or, where it is taken, at the next free one; port 0 means any.
 * Resolves with the port taken.
 */
export async function listenFrom(server: Server, host: string, port: number): Promise<number> {
  const tries = port === 0 ? 1 : SERVER_LIMITS.portsTried;
  for (let offset = 0; offset < tries; offset += 1) {
    if (await listenAt(server, host, port + offset)) return (server.address() as AddressInfo).port;
  }
  throw new Error(`no free port from ${port} to ${port + tries - 1}: set PORT to another one`);
}

/** Tries to listen at one port; false where it is already in use. */
function listenAt(server: Server, host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    };
    const onListening = () => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen(port, host);
  });
}
