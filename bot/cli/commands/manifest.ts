import type { Command } from 'commander';

import { badInput } from '../../../data/errors.ts';
import { httpManifest, MANIFEST } from '../../slack/installing/manifest.ts';
import { withCommonOptions } from '../options.ts';
import { print } from '../output.ts';

/** `ducky manifest`: prints what a Slack app is created from, for Socket Mode or HTTP. */
export function addManifestCommand(program: Command): void {
  withCommonOptions(program.command('manifest'))
    .description("print the Slack app's manifest, for Socket Mode or for HTTP")
    .option(
      '--url <https>',
      'for HTTP: where Slack reaches the bot, such as https://ducky.example.com',
    )
    .action(({ url }: { url?: string }) => {
      const manifest = url === undefined ? MANIFEST : httpManifest(publicOrigin(url));
      print(JSON.stringify(manifest, null, 2));
    });
}

/**
 * The origin of the public address at which Slack calls the bot.
 * @throws AppError where Slack could not call that address.
 */
function publicOrigin(url: string): string {
  if (URL.canParse(url) && new URL(url).protocol === 'https:') return new URL(url).origin;
  throw badInput('Slack calls only addresses that begin with https://.', [`--url: ${url}`]);
}
