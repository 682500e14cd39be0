import { randomInt } from 'node:crypto';

import type { Figure } from '../../../data/bench/figure.ts';
import { runFuzz } from '../../http/fuzz/run.ts';
import { openApiDocument } from '../../http/openapi/document.ts';
import { SLACK_EVENTS_PATH } from '../../slack/installing/manifest.ts';
import type { StartedDucky } from '../../testing/started-ducky.ts';
import type { ApiMeasuring } from './api.ts';
import { countFigure, shareFigure } from './api-figures.ts';

const CLIENTS = 50;

/** Fuzzes a running Ducky with requests made from the OpenAPI document; none may break anything. */
export async function measureFuzz(
  { clients, fuzz, onProgress, log, ...measuring }: ApiMeasuring,
  { process: ducky }: StartedDucky,
): Promise<Figure[]> {
  const seed = randomInt(2 ** 31);
  const { statuses, failures } = await runFuzz({
    ...{ ...measuring, document: localDocument(), seed },
    requests: fuzz,
    tokens: clients.map(({ token }) => token),
    clients: CLIENTS,
    onProgress: (sent) => onProgress(`Sending requests made with seed ${seed}`, sent / fuzz),
  });
  for (const failure of failures) log.warn({ seed, ...failure }, 'fuzz');
  const isWell = ducky.exitCode === null && (await isReady(measuring.url));
  return [
    countFigure(`no answer or 5xx, of ${fuzz.toLocaleString('en')} made from OpenAPI`, failures),
    ...statusFigures(statuses),
    countFigure('processes that did not live through them', isWell ? [] : [ducky]),
  ];
}

/** How many answers were 2xx, 4xx and 429: requests that nothing comes of would find nothing. */
function statusFigures(statuses: ReadonlyMap<number, number>): Figure[] {
  const all = [...statuses].flatMap(([status, count]) => Array<number>(count).fill(status));
  const share = (name: string, isSo: (status: number) => boolean) => shareFigure(name, all, isSo);
  return [
    { ...share('of them 2xx', (status) => status < 300), goal: { atLeast: 10 } },
    {
      ...share('of them 4xx but 429', (status) => status >= 400 && status < 500 && status !== 429),
      goal: { atLeast: 10 },
    },
    { ...share('of them 429', (status) => status === 429), goal: { atMost: 5 } },
  ];
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** The OpenAPI document without the route for the real Slack, which the local one has not. */
function localDocument(): object {
  const { paths, ...document } = openApiDocument();
  const { [SLACK_EVENTS_PATH]: _, ...served } = paths ?? {};
  return { ...document, paths: served };
}
