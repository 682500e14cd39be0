import { readFile } from 'node:fs/promises';

/** Imports and re-exports that remain once types are stripped, and modules loaded by name. */
const IMPORT =
  /(?:^|\n)(?:import|export)(?!\s+type\b)(?:[^;'"]*?\bfrom)?\s+'([^']+)'|import\('([^']+)'\)|new URL\('(\.[^']+\.ts)', import\.meta\.url\)/g;

/** Servers that only `npm start` begins, as processes of their own. */
const EMBEDDED = /\/data\/embedded\/(chdb-server|postgres-keeper)\.ts$/;

/** Follows imports from these entry points to the npm packages that production may load. */
export async function packagesReachedFrom(programs: readonly URL[]): Promise<Set<string>> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const waiting = programs.map(({ href }) => href);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file) || EMBEDDED.test(file)) continue;
    seen.add(file);
    for (const specifier of await importsOf(file)) {
      if (specifier.startsWith('.')) waiting.push(new URL(specifier, file).href);
      else if (!specifier.startsWith('node:')) packages.add(packageOf(specifier));
    }
  }
  return packages;
}

async function importsOf(file: string): Promise<string[]> {
  const text = await readFile(new URL(file), 'utf8');
  return [...text.matchAll(IMPORT)].map(
    ([, first, second, third]) => first ?? second ?? third ?? '',
  );
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
