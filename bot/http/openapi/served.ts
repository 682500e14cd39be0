import type { oas31 } from 'zod-openapi';

/** A route by its method, in upper case, and its path as the framework has it: `/things/:id`. */
export interface Route {
  method: string;
  path: string;
}

/** The document without the operations that this process does not serve. */
export function servedDocument(
  document: oas31.OpenAPIObject,
  routes: readonly Route[],
): oas31.OpenAPIObject {
  const served = new Set(routes.map(keyOf));
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => {
    const operations = Object.entries(item).filter(([method]) =>
      served.has(keyOf({ method: method.toUpperCase(), path: frameworkPath(path) })),
    );
    return [path, Object.fromEntries(operations)] as const;
  });
  const kept = paths.filter(([, item]) => Object.keys(item).length > 0);
  return { ...document, paths: Object.fromEntries(kept) };
}

const keyOf = ({ method, path }: Route) => `${method} ${path}`;

/** `/things/{id}` becomes `/things/:id`. */
function frameworkPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
