#!/usr/bin/env node
// The `ducky` command: runs main.ts on Node 24.
import { fileURLToPath } from 'node:url';

import { runOnNode24 } from './node24.js';

runOnNode24([fileURLToPath(new URL('./main.ts', import.meta.url)), ...process.argv.slice(2)]);
