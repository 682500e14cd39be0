import { setTimeout as sleep } from 'node:timers/promises';

/** Who asks, and how. */
export interface Asking {
  url: string;
  token: string;
  headers?: Record<string, string>;
}

/** Posts a JSON body. */
export function post({ url, token, headers }: Asking, path: string, body: unknown) {
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(body),
  });
}

/** Asks how a forecast stands, or stops it. */
export function look({ url, token }: Asking, location: string, method = 'GET') {
  return fetch(`${url}${location}`, { method, headers: { authorization: `Bearer ${token}` } });
}

/** The state of a forecast once it has ended. */
export async function ended(asking: Asking, location: string): Promise<Record<string, unknown>> {
  for (;;) {
    const state = JSON.parse(await (await look(asking, location)).text());
    if (state.finishedAt !== null) return state;
    await sleep(20);
  }
}
