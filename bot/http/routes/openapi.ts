import type { FastifyPluginAsync } from 'fastify';

import { openApiDocument } from '../openapi/document.ts';
import { type Route, servedDocument } from '../openapi/served.ts';

/** `GET /openapi.json`: the document of `routes`, which may grow until the server is ready. */
export function openApiRoute(routes: readonly Route[]): FastifyPluginAsync {
  return async (app) => {
    let text = '';
    app.addHook('onReady', async () => {
      text = JSON.stringify(servedDocument(openApiDocument(), routes));
    });
    app.get('/openapi.json', async (_request, reply) => reply.type('application/json').send(text));
  };
}
