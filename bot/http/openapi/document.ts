import { createDocument, type oas31 } from 'zod-openapi';

import { forecastPaths } from './forecast-paths.ts';
import { livePaths } from './live-paths.ts';
import { operatingPaths } from './operating-paths.ts';
import { securitySchemes } from './security.ts';

const DESCRIPTION = [
  'What a targeting would deliver: impressions and reach a day, with honest ranges.',
  'Every refusal is a problem as RFC 9457 has it, and says what to do.',
].join(' ');

/** The OpenAPI 3.1 document of everything that can be asked for over HTTP. */
export function openApiDocument(): oas31.OpenAPIObject {
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Ducky',
      version: '1',
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    tags: [
      { name: 'Forecasts', description: 'Ask, wait and cancel.' },
      { name: 'Live data', description: 'What comes in while it happens.' },
      { name: 'Operating', description: 'For those who run it.' },
    ],
    components: { securitySchemes },
    paths: { ...forecastPaths, ...livePaths, ...operatingPaths },
  });
}
