import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Workspace } from './state/workspace.ts';

const QUIET_MS = 25;
const KEEP_ALIVE_MS = 15_000;

/**
 * Keeps the page up to date: sends a server-sent event `changed` shortly after each change of the
 * workspace, once for changes that come together. What changed, the reader asks for.
 */
export function streamChanges(
  request: IncomingMessage,
  response: ServerResponse,
  workspace: Workspace,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 1000\n\nevent: changed\ndata: {}\n\n');
  let pending: NodeJS.Timeout | undefined;
  const stopListening = workspace.onChange(() => {
    pending ??= setTimeout(() => {
      pending = undefined;
      response.write('event: changed\ndata: {}\n\n');
    }, QUIET_MS);
  });
  const keepAlive = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS);
  request.on('close', () => {
    stopListening();
    clearTimeout(pending);
    clearInterval(keepAlive);
  });
}
