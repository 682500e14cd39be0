import { type Command, InvalidArgumentError, Option } from 'commander';

import { systemClock } from '../../../data/calendar.ts';
import { issueToken, SCOPES, type Scope } from '../../http/tokens/issue-token.ts';
import { readEnvironment } from '../environment.ts';
import { type CommonOptions, withCommonOptions } from '../options.ts';
import { print, printJson, say } from '../output.ts';
import { openConfiguredHome } from '../runtime.ts';
import { tokenKeys } from '../token-key.ts';

interface TokenCommandOptions extends CommonOptions {
  subject: string;
  /** Milliseconds. */
  expires: number;
  scope: Scope[];
}

const UNIT_MS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const LONGEST_DAYS = 3_650;
const USUAL_TIME = '30d';

/** `ducky token`: issues an access token (JWT) for the HTTP interface, and prints it. */
export function addTokenCommand(program: Command): void {
  withCommonOptions(program.command('token'))
    .description('print an access token for the HTTP interface')
    .requiredOption('--subject <name>', 'who will use it; shows in logs', parseSubject)
    .addOption(
      new Option('--expires <time>', 'for how long it is valid: 12h, 15m')
        .argParser(parseTime)
        .default(parseTime(USUAL_TIME), USUAL_TIME),
    )
    .addOption(
      new Option('--scope <scope...>', 'what it allows').choices(SCOPES).default([...SCOPES]),
    )
    .addHelpText(
      'after',
      '\nIt is signed with JWT_SECRET, else with a key in DUCKY_HOME. Where a new JWT_SECRET follows, tokens\nof the old one stay valid for as long as JWT_SECRET_PREVIOUS holds that.',
    )
    .action(printToken);
}

async function printToken({ subject, expires, scope, json }: TokenCommandOptions): Promise<void> {
  const config = readEnvironment();
  const home = await openConfiguredHome();
  // A token is valid in real time, whatever day is taken as today.
  const now = systemClock();
  const expiresAt = new Date(now.getTime() + expires);
  const claims = { subject, scopes: scope, expiresAt };
  const token = await issueToken(claims, { keys: tokenKeys(config, home), now });
  if (json) return printJson({ token, subject, scopes: scope, expiresAt: expiresAt.toISOString() });
  print(token);
  const secret = config.JWT_SECRET ? 'JWT_SECRET' : `the key in ${home.dir}`;
  say(`Valid until ${expiresAt.toISOString()}, on servers that use ${secret}.`);
}

function parseSubject(text: string): string {
  if (/^[\w.@-]{1,100}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be 1 to 100 letters, digits and . @ _ - only.');
}

/** Parses how long a token is valid, `15m`, `12h` or `30d`, into milliseconds. */
function parseTime(text: string): number {
  const [, count, unit] = /^(\d{1,7})([mhd])$/.exec(text) ?? [];
  const timeMs = Number(count) * (UNIT_MS[unit ?? ''] ?? Number.NaN);
  if (timeMs > 0 && timeMs <= LONGEST_DAYS * 86_400_000) return timeMs;
  throw new InvalidArgumentError(
    `It must be a number with m, h or d, such as 30d, and ${LONGEST_DAYS}d at the longest.`,
  );
}
