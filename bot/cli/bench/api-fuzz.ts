import { randomInt } from 'node:crypto';

import type { Figure } from '../../../data/bench/figure.ts';
import { runFuzz } from '../../http/fuzz/run.ts';
import { openApiDocument } from '../../http/openapi/document.ts';
import { SLACK_EVENTS_PATH } from '../../slack/installing/manifest.ts';
import type { StartedDucky } from '../../testing/started-ducky.ts';
import type { ApiMeasuring } from './api.ts';
import { countFigure } from './api-figures.ts';

const CLIENTS = 50;

/** Sends requests made from the OpenAPI document; none may break anything. */
export async function measureFuzz(
  { clients, fuzz, onProgress, log, ...measuring }: ApiMeasuring,
  { process: ducky }: StartedDucky,
): Promise<Figure[]> {
  const seed = randomInt(2 ** 31);
  const { failures } = await runFuzz({
    ...{ ...measuring, document: localDocument(), seed },
    requests: fuzz,
    token: clients[0]?.token ?? '',
    clients: CLIENTS,
    onProgress: (sent) => onProgress(`Sending requests made with seed ${seed}`, sent / fuzz),
  });
  for (const failure of failures) log.warn({ seed, ...failure }, 'fuzz');
  const isWell = ducky.exitCode === null && (await isReady(measuring.url));
  return [
    countFigure(`no answer or 5xx, of ${fuzz.toLocaleString('en')} made from OpenAPI`, failures),
    countFigure('processes that did not live through them', isWell ? [] : [ducky]),
  ];
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** With the local Slack there is no route for the real one. */
function localDocument(): object {
  const { paths, ...document } = openApiDocument();
  const { [SLACK_EVENTS_PATH]: _, ...served } = paths ?? {};
  return { ...document, paths: served };
}
