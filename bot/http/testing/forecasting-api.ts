import { eventually } from '../../testing/started-ducky.ts';

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

/** Reads the status of a forecast or, with DELETE, cancels it. */
export function look({ url, token }: Asking, location: string, method = 'GET') {
  return fetch(`${url}${location}`, { method, headers: { authorization: `Bearer ${token}` } });
}

/** Polls a forecast until it has ended, and gives its state. */
export function ended(asking: Asking, location: string): Promise<Record<string, unknown>> {
  return eventually('the end of the forecast', async () => {
    const state = JSON.parse(await (await look(asking, location)).text());
    return state.finishedAt !== null && state;
  });
}
