import { z } from 'zod';

/** What the document says of one operation, as far as requests are made from it. */
export interface Operation {
  method: string;
  /** As the document has it, `/things/{id}`. */
  path: string;
  parameters: readonly Parameter[];
  bodies: readonly OperationBody[];
}

/** A body that an operation takes. */
export interface OperationBody {
  /** Its media type. */
  type: string;
  schema: object;
  examples: readonly unknown[];
}

type Parameter = z.infer<typeof parameterSchema>;

const schema = z.record(z.string(), z.unknown());
const parameterSchema = z.object({ in: z.enum(['path', 'header']), name: z.string(), schema });
const contentSchema = z.object({
  schema,
  examples: z.record(z.string(), z.object({ value: z.unknown() })).default({}),
});
const operationSchema = z.object({
  parameters: z.array(parameterSchema).default([]),
  requestBody: z.object({ content: z.record(z.string(), contentSchema) }).optional(),
});

const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});

/** Every operation of an OpenAPI document. */
export function operationsOf(document: object): Operation[] {
  const { paths } = documentSchema.parse(document);
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { parameters, requestBody }]) => {
      const bodies = Object.entries(requestBody?.content ?? {}).map(
        ([type, { schema, examples }]) => ({
          ...{ type, schema },
          examples: Object.values(examples).map(({ value }) => value),
        }),
      );
      return { method: method.toUpperCase(), path, parameters, bodies };
    }),
  );
}
