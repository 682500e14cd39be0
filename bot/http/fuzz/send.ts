import { type Agent, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';

import type { FuzzRequest } from './requests.ts';

/** What was answered. */
export interface FuzzAnswer {
  status: number;
  headers: Headers;
  body: string;
}

export interface SendOptions {
  url: string;
  agent: Agent;
  /** After this a request counts as not answered. */
  timeoutMs: number;
}

/** Sends a request as it is, which `fetch` would not; rejects where no answer comes. */
export async function sendFuzz(
  { method, path, headers, body }: FuzzRequest,
  { url, agent, timeoutMs }: SendOptions,
): Promise<FuzzAnswer> {
  const { hostname, port } = new URL(url);
  const signal = AbortSignal.timeout(timeoutMs);
  // Node tells no length for methods that usually have no body.
  const length = body && { 'content-length': body.length };
  const options = {
    hostname,
    port,
    method,
    path,
    headers: { ...headers, ...length },
    agent,
    signal,
  };
  const { promise, resolve, reject } = Promise.withResolvers<FuzzAnswer>();
  const sent = httpRequest(options, async (response) => {
    try {
      const answered = new Headers();
      for (const [name, values = []] of Object.entries(response.headersDistinct)) {
        for (const value of values) answered.append(name, value);
      }
      const { statusCode: status = 0 } = response;
      resolve({ status, headers: answered, body: await text(response) });
    } catch (error) {
      reject(error);
    }
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}
