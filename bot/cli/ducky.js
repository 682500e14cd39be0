#!/usr/bin/env node
// The `ducky` command: finds Node 24, then hands over to main.ts.
import { fileURLToPath } from 'node:url';

import { isNode24, runOnNode24 } from './node24.js';

if (isNode24()) await import('./main.ts');
else runOnNode24([fileURLToPath(new URL('./main.ts', import.meta.url)), ...process.argv.slice(2)]);
