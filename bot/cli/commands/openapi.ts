import type { Command } from 'commander';

import { openApiDocument } from '../../http/openapi/document.ts';
import { withCommonOptions } from '../options.ts';
import { print } from '../output.ts';

/** `ducky openapi`: prints the HTTP interface's OpenAPI document. */
export function addOpenApiCommand(program: Command): void {
  withCommonOptions(program.command('openapi'))
    .description('print the OpenAPI document of the HTTP interface')
    .action(() => print(JSON.stringify(openApiDocument(), null, 2)));
}
