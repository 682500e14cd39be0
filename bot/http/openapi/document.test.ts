import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Validator } from '@seriousme/openapi-schema-validator';
import { z } from 'zod';

import { openApiAjv, valueErrors } from '../testing/conformance.ts';
import { runningApi } from '../testing/running-api.ts';
import { openApiDocument } from './document.ts';
import { servedDocument } from './served.ts';

const examplesSchema = z.record(z.string(), z.object({ value: z.unknown() }));

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

test('the document is OpenAPI 3.1', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(JSON.stringify(openApiDocument(), null, 1));
  assert.ok(valid, JSON.stringify(errors));
  assert.equal(validator.version, '3.1');
});

test('every route is documented, and nothing else', async (t) => {
  const { routes } = await runningApi(t, { handleSlack: () => undefined });
  const served = routes
    // The framework answers HEAD wherever it answers GET.
    .filter(({ method }) => method !== 'HEAD')
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  const documented = Object.entries(openApiDocument().paths ?? {}).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(documented.toSorted(), served.toSorted());
});

test('operations have ids of their own, a summary and a tag that is told', () => {
  const { tags = [], paths = {} } = openApiDocument();
  const names = new Set(tags.map(({ name }) => name));
  const operation = z.object({
    operationId: z.string(),
    summary: z.string().regex(/^[A-Z].*[^.]$/),
    tags: z.array(z.string().refine((tag) => names.has(tag))).length(1),
  });
  const ids = Object.values(paths).flatMap((item) =>
    METHODS.flatMap((method) => {
      const found = new Map(Object.entries(item)).get(method);
      return found ? [operation.parse(found).operationId] : [];
    }),
  );
  assert.equal(new Set(ids).size, ids.length);
});

test('examples are as their schemas say', () => {
  const document = openApiDocument();
  const ajv = openApiAjv(document);
  let checked = 0;
  const check = (value: unknown, path: readonly string[]) => {
    if (typeof value !== 'object' || value === null) return;
    if ('example' in value && ('type' in value || 'anyOf' in value)) {
      assert.deepEqual(valueErrors(ajv, value.example, path), [], path.join('/'));
      checked += 1;
    }
    if ('examples' in value && 'schema' in value) {
      for (const example of Object.values(examplesSchema.parse(value.examples))) {
        assert.deepEqual(valueErrors(ajv, example.value, [...path, 'schema']), [], path.join('/'));
        checked += 1;
      }
    }
    // An example may hold anything, a property named `example` included.
    for (const [key, inner] of Object.entries(value)) {
      if (!/^examples?$/.test(key)) check(inner, [...path, key]);
    }
  };
  check(document, []);
  assert.ok(checked > 10, `${checked} examples`);
});

test('a process tells only of the routes it has', async (t) => {
  const { url } = await runningApi(t);
  const response = await fetch(`${url}/openapi.json`);
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
  const { paths } = z
    .object({ paths: z.record(z.string(), z.unknown()) })
    .parse(await response.json());
  assert.ok('/healthz' in paths);
  assert.ok(!('/slack/events' in paths));
});

test('operations are kept one by one', () => {
  const document = openApiDocument();
  const path = '/api/v1/forecasts/{id}';
  const { paths } = servedDocument(document, [{ method: 'GET', path: '/api/v1/forecasts/:id' }]);
  assert.deepEqual(paths, { [path]: { get: document.paths?.[path]?.get } });
});
