import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the fake behaves: the pieces of its answer, and how it ends. */
export interface FakeStream {
  readonly pieces?: readonly string[];
  /** `stop` as it should; `cut` in the middle; `hang` for ever; `rubbish` instead of events. */
  readonly end: 'stop' | 'cut' | 'hang' | 'rubbish' | 'error' | 'refusal';
  /** Told at the end, where it stops as it should. */
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number };
}

export interface FakeStreamServer extends AsyncDisposable {
  readonly baseUrl: string;
  /** The bodies it was sent, as text. */
  readonly requests: string[];
}

/** A small server that streams chat completions, well or badly. */
export async function startFakeStream(stream: FakeStream): Promise<FakeStreamServer> {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    requests.push(Buffer.concat(chunks).toString());
    respond(response, stream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function respond(response: ServerResponse, { pieces = [], end, usage }: FakeStream): void {
  if (end === 'error') {
    response.writeHead(500, { 'content-type': 'application/json' }).end('{}');
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  for (const content of pieces) response.write(event({ delta: { content }, finish_reason: null }));
  if (end === 'stop') {
    response.write(event({ delta: {}, finish_reason: 'stop' }));
    if (usage) response.write(line({ choices: [], usage }));
    response.end('data: [DONE]\n\n');
  }
  if (end === 'refusal') {
    response.end(event({ delta: { refusal: 'I cannot.' }, finish_reason: 'stop' }));
  }
  if (end === 'rubbish') response.end('data: {"choices": [ <html>\n\n');
  if (end === 'cut') setImmediate(() => response.destroy());
}

function event(choice: object): string {
  return line({ choices: [{ index: 0, ...choice }] });
}

function line(content: object): string {
  const chunk = { id: 'c_1', object: 'chat.completion.chunk', created: 0, model: 'fake' };
  return `data: ${JSON.stringify({ ...chunk, ...content })}\n\n`;
}
