import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the fake answers: a JSON body with a status, or nothing at all. */
export type FakeReply = { status?: number; body: unknown } | 'hang';

interface FakeRequest {
  path: string;
  body: Record<string, unknown>;
}

export interface FakeOpenAi extends AsyncDisposable {
  baseUrl: string;
  /** What was asked so far. */
  requests: FakeRequest[];
}

/** A small OpenAI-compatible server that gives one reply after another, the last one ever after. */
export async function startFakeOpenAi(
  ...replies: [FakeReply, ...FakeReply[]]
): Promise<FakeOpenAi> {
  const requests: FakeRequest[] = [];
  const server = createServer((request, response) => {
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) as FakeReply;
    void answer(request, response, reply).then((received) => requests.push(received));
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

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  reply: FakeReply,
): Promise<FakeRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (reply !== 'hang') {
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(reply.body));
  }
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
  return { path: request.url ?? '', body };
}

const USAGE = { input_tokens: 1, output_tokens: 1, total_tokens: 2 };

/** The Responses API's answer. */
export function responsesReply(text: string, extra: Record<string, unknown> = {}): FakeReply {
  return responsesMessage([{ type: 'output_text', text, annotations: [] }], extra);
}

export function responsesRefusal(): FakeReply {
  return responsesMessage([{ type: 'refusal', refusal: 'I cannot help with that.' }], {});
}

function responsesMessage(content: unknown[], extra: Record<string, unknown>): FakeReply {
  const message = { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content };
  const body = {
    id: 'resp_1',
    object: 'response',
    created_at: 0,
    status: 'completed',
    model: 'fake',
  };
  return { body: { ...body, output: [message], usage: USAGE, ...extra } };
}

/** The chat completions API's answer. */
export function chatReply(content: string | null, finish = 'stop', refusal?: string): FakeReply {
  const message = { role: 'assistant', content, refusal: refusal ?? null };
  const choices = [{ index: 0, finish_reason: finish, message }];
  return { body: { id: 'c_1', object: 'chat.completion', created: 0, model: 'fake', choices } };
}
