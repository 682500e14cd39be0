import type { IncomingMessage } from 'node:http';

import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { HttpLimits } from '../limits.ts';
import { bodyProblem, HttpProblem } from '../problem.ts';
import { bodyBytes } from './body-bytes.ts';
import { parseJsonText } from './json-text.ts';
import { schemaErrors } from './schema-errors.ts';

const JSON_TYPE = 'application/json';
const ADVICE = 'Send it again, with less in it.';

export type JsonLimits = Pick<HttpLimits, 'jsonBodyBytes' | 'jsonBodyTimeoutMs'>;

/**
 * Lets the routes of this scope take JSON bodies and nothing else, gzip or not. A body is read
 * whole, within the limits, after the caller has been authorized; `parseJsonBody` gives it.
 */
export function acceptJson(app: FastifyInstance, limits: JsonLimits): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(JSON_TYPE, ({ raw }: FastifyRequest) => readJson(raw, limits));
  app.addContentTypeParser('*', async () => {
    throw notJson();
  });
}

/** Validates a JSON body by a schema. Throws HttpProblem 400 with every problem and where it is. */
export function parseJsonBody<T>({ body }: FastifyRequest, schema: z.ZodType<T>): T {
  if (body === undefined) throw new HttpProblem(400, `There is no body. Send one of ${JSON_TYPE}.`);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw bodyProblem(schemaErrors(parsed.error), parsed.error);
}

/** Reads a whole JSON body within the limits of size and time; undefined where it is empty. */
async function readJson(request: IncomingMessage, limits: JsonLimits): Promise<unknown> {
  const { jsonBodyBytes: maxBytes, jsonBodyTimeoutMs } = limits;
  refuseCharset(request);
  const chunks: Buffer[] = [];
  const signal = AbortSignal.timeout(jsonBodyTimeoutMs);
  for await (const chunk of bodyBytes(request, { maxBytes, signal, advice: ADVICE })) {
    chunks.push(chunk);
  }
  if (chunks.length === 0) return undefined;
  return parseJsonText(decoded(Buffer.concat(chunks)));
}

/** Decodes a body as UTF-8, as all JSON is (RFC 8259); a byte order mark is passed over. */
function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw bodyProblem([{ pointer: '#', detail: 'is not UTF-8' }], cause);
  }
}

function refuseCharset({ headers }: IncomingMessage): void {
  const charset = /;\s*charset="?([^";\s]*)/i.exec(headers['content-type'] ?? '')?.[1];
  if (charset === undefined || /^utf-?8$/i.test(charset)) return;
  throw new HttpProblem(415, 'The body must be UTF-8. Leave the charset out of Content-Type.');
}

function notJson(): HttpProblem {
  const detail = `The body must be JSON. Send it with the Content-Type ${JSON_TYPE}.`;
  return new HttpProblem(415, detail, { headers: { accept: JSON_TYPE } });
}
