import { type Ajv2020, Ajv2020 as Validator } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';

const DOCUMENT = 'ducky:openapi.json';
const PROBLEM = ['components', 'schemas', 'Problem'];

/** Of what is not documented, since it is not there or cannot even be read. */
const REFUSED_PATHS = new Set([400, 404, 414, 415, 431]);

/** What came back for a request. */
interface Answered {
  method: string;
  path: string;
  status: number;
  headers: Headers;
  body: string;
}

/** What of an answer is not as the document says; nothing where it is. */
export type CheckAnswer = (answered: Answered) => string[];

/** Checks answers against an OpenAPI document: their status, headers and body. */
export function conformance(document: object): CheckAnswer {
  const ajv = openApiAjv(document);
  return (answered) => {
    const { method, path, status } = answered;
    const operation = operationAt(document, path, method);
    if (!operation) {
      if (!REFUSED_PATHS.has(status)) return [`${status} where nothing is documented`];
      return bodyErrors(ajv, answered, PROBLEM);
    }
    const response = resolved(document, [...operation, 'responses', String(status)]);
    if (!response) return [`the status ${status} is not documented`];
    const found = read(document, response);
    const { headers = {}, content = {} } = responseSchema.parse(found);
    const absent = Object.entries(headers)
      .filter(([name, header]) => isRequired(document, header) && !answered.headers.has(name))
      .map(([name]) => `the header ${name} is missing`);
    const type = answered.headers.get('content-type')?.split(';')[0] ?? '';
    if (Object.keys(content).length === 0) return absent;
    if (!(type in content)) return [...absent, `the type ${type || 'none'} is not documented`];
    return [...absent, ...bodyErrors(ajv, answered, [...response, 'content', type, 'schema'])];
  };
}

/** A validator that knows the document's schemas by their place in it. */
export function openApiAjv(document: object): Ajv2020 {
  const ajv = new Validator({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ ...document, $id: DOCUMENT });
  return ajv;
}

/** What is wrong with a value by the schema at that place of the document. */
export function valueErrors(ajv: Ajv2020, value: unknown, path: readonly string[]): string[] {
  const isValid = ajv.validate({ $ref: `${DOCUMENT}${pointer(path)}` }, value);
  if (isValid) return [];
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const reference = z.object({ $ref: z.string() });
const responseSchema = z.object({
  headers: z.record(z.string(), z.unknown()).optional(),
  content: z.record(z.string(), z.unknown()).optional(),
});
const headerSchema = z.object({ required: z.boolean().optional() });

function bodyErrors(ajv: Ajv2020, { headers, body }: Answered, path: readonly string[]): string[] {
  const type = headers.get('content-type') ?? '';
  if (!/\bjson\b/.test(type)) return valueErrors(ajv, body, path);
  return valueErrors(ajv, JSON.parse(body), path);
}

function isRequired(document: object, header: unknown): boolean {
  const ref = reference.safeParse(header).data;
  const found = ref ? read(document, pathOf(ref.$ref)) : header;
  return headerSchema.parse(found).required ?? false;
}

/** Where the operation of a request stands, by its path with or without parameters. */
function operationAt(document: object, path: string, method: string): string[] | undefined {
  const paths = z.record(z.string(), z.unknown()).parse(read(document, ['paths']));
  const place = Object.keys(paths).find((template) => matcher(template).test(path));
  if (place === undefined) return undefined;
  const operation = ['paths', place, method.toLowerCase()];
  return read(document, operation) === undefined ? undefined : operation;
}

function matcher(template: string): RegExp {
  const pattern = template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]*');
  return new RegExp(`^${pattern}$`);
}

/** The place itself, or that which it refers to. */
function resolved(document: object, path: readonly string[]): readonly string[] | undefined {
  const found = read(document, path);
  const ref = reference.safeParse(found).data;
  if (ref) return pathOf(ref.$ref);
  return found === undefined ? undefined : path;
}

function read(document: object, path: readonly string[]): unknown {
  let found: unknown = document;
  for (const part of path) {
    found = z.record(z.string(), z.unknown()).safeParse(found).data?.[part];
  }
  return found;
}

const pathOf = (ref: string) => ref.replace(/^#\//, '').split('/');

function pointer(path: readonly string[]): string {
  const tokens = path.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'));
  return `#/${tokens.map(encodeURIComponent).join('/')}`;
}
