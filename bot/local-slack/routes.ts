import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { SlackContext } from './context.ts';
import { receiveUpload, sendFile } from './file-transfer.ts';
import { refuseForeignOrigin } from './foreign-origin.ts';
import { sendError, sendJson } from './http.ts';
import { PageFiles } from './page-files.ts';
import { createPlayground } from './playground.ts';
import type { RateLimit } from './rate-limit.ts';
import { answerResponseUrl } from './response-url.ts';
import { createWebApi } from './web-api/web-api.ts';

export interface RouteOptions {
  rateLimit?: RateLimit | undefined;
  /** Answers the paths that are not Slack's, so that one port can serve more. */
  otherwise?: RequestListener | undefined;
}

interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  /** What follows the route's prefix. */
  rest: string;
}

type Route = [pattern: RegExp, handle: (call: Call) => Promise<void> | void];

/** Routes every request by its path, and answers what its handler throws. */
export function createRoutes(slack: SlackContext, options: RouteOptions): RequestListener {
  const routes = createTable(slack, options);
  return (request, response) => {
    const url = urlOf(request);
    const matches = routes.map(([pattern, handle]) => ({
      rest: pattern.exec(url.pathname),
      handle,
    }));
    const match = matches.find(({ rest }) => rest !== null);
    if (!match)
      return options.otherwise ? options.otherwise(request, response) : notFound(response);
    answer({ request, response, url, rest: match.rest?.[1] ?? '' }, match.handle).catch((error) => {
      if (!(error instanceof Error) || error.name !== 'HttpError') slack.log.error({ error });
      sendError(response, error);
    });
  };
}

/**
 * Parses a request's URL. Any path makes one this way; given a base, one that begins with two
 * slashes may not.
 */
function urlOf({ url = '' }: IncomingMessage): URL {
  return new URL(`http://localhost${url.startsWith('/') ? url : `/${url}`}`);
}

async function answer(call: Call, handle: Route[1]): Promise<void> {
  refuseForeignOrigin(call.request);
  await handle(call);
}

function notFound(response: ServerResponse): void {
  sendJson(response, 404, { ok: false, error: 'not_found' });
}

/** The route table: Web API, file uploads and downloads, response URLs, playground and page. */
function createTable(slack: SlackContext, { rateLimit, otherwise }: RouteOptions): Route[] {
  const webApi = createWebApi(slack, rateLimit);
  const playground = createPlayground(slack);
  const page = new PageFiles();
  const { files } = slack.workspace;
  const healthz: Route = [/^\/healthz$/, ({ response }) => sendJson(response, 200, { ok: true })];
  return [
    ...(otherwise ? [] : [healthz]),
    [/^\/api\/([\w.]+)$/, ({ request, response, rest }) => webApi(request, response, rest)],
    [/^\/upload\/(.+)$/, ({ rest, ...call }) => receiveUpload({ ...call, path: rest }, files)],
    [/^\/files\/(.+)$/, ({ response, rest }) => sendFile(response, rest, files)],
    [
      /^\/response\/([\w-]+)$/,
      ({ rest, ...call }) => answerResponseUrl({ ...call, key: rest }, slack),
    ],
    [/^\/playground\/\w+$/, ({ request, response, url }) => playground(request, response, url)],
    [/^\/page\/(.+)$/, ({ response, rest }) => page.send(response, rest)],
    [/^\/(json\.ts)$/, ({ response, rest }) => page.send(response, rest)],
    [/^\/$/, ({ response }) => page.send(response, 'index.html')],
  ];
}
