import type { RequestListener } from 'node:http';

import type { FastifyPluginAsync } from 'fastify';

import { SLACK_EVENTS_PATH } from '../../slack/installing/manifest.ts';

/** `POST /slack/events`: what Slack sends an app without Socket Mode; `handle` checks its signature. */
export function slackRoute(handle: RequestListener): FastifyPluginAsync {
  return async (app) => {
    app.removeAllContentTypeParsers();
    // The signature is one of the raw body, so nothing may read it first.
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
    app.post(SLACK_EVENTS_PATH, (request, reply) => {
      reply.hijack();
      handle(request.raw, reply.raw);
    });
  };
}
