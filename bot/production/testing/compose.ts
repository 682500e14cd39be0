import { readFile } from 'node:fs/promises';

import { parse } from 'yaml';
import { z } from 'zod';

const COMPOSE = new URL('../../../docker-compose.yml', import.meta.url);

const conditionSchema = z.record(z.string(), z.object({ condition: z.string() }));

/** What our tests look at; that the whole file is right is the linter's to say. */
const serviceSchema = z.object({
  image: z.string(),
  command: z.array(z.string()).default([]),
  entrypoint: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  volumes: z.array(z.string()).default([]),
  depends_on: conditionSchema.default({}),
  profiles: z.array(z.string()).default([]),
  restart: z.string(),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()),
  stop_grace_period: z.string().regex(/^\d+[sm]$/),
  healthcheck: z
    .union([z.object({ test: z.array(z.string()) }), z.object({ disable: z.literal(true) })])
    .optional(),
  deploy: z.object({
    resources: z.object({ limits: z.object({ cpus: z.string(), memory: z.string() }) }),
  }),
});
export type Service = z.infer<typeof serviceSchema>;

const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) }).nullable()),
  volumes: z.record(z.string(), z.null()),
});

/** `docker-compose.yml` as it is written, variables and all. */
export function readComposeText(): Promise<string> {
  return readFile(COMPOSE, 'utf8');
}

/** Parses `docker-compose.yml` as Compose does where these environment variables are set. */
export async function readCompose(variables: Readonly<Record<string, string>>) {
  const fillIn = (_key: unknown, value: unknown) =>
    typeof value === 'string' ? interpolate(value, variables) : value;
  return composeSchema.parse(parse(await readComposeText(), fillIn, { merge: true }));
}

/** A service of `docker-compose.yml` by its name, which must exist. */
export function serviceOf(
  { services }: Awaited<ReturnType<typeof readCompose>>,
  name: string,
): Service {
  const service = services[name];
  if (!service) throw new Error(`docker-compose.yml has no service ${name}`);
  return service;
}

/** `${NAME}`, `${NAME:-default}` or `${NAME:?message}` with nothing to fill in inside. */
const REFERENCE = /\$\{(\w+)(?:(:-|:\?)([^${}]*))?\}/;

/**
 * Interpolates environment variables as the Compose specification says, inner ones first. An empty
 * variable counts as unset. Throws the message of a missing one that is required.
 */
export function interpolate(text: string, variables: Readonly<Record<string, string>>): string {
  for (let filled = text; ; ) {
    const match = REFERENCE.exec(filled);
    if (!match) return filled;
    const [whole, name = '', operator, rest = ''] = match;
    const value = variables[name];
    if (!value && operator === ':?') throw new Error(`required variable ${name}: ${rest}`);
    filled = filled.replace(whole, () => value || rest);
  }
}

/** Names of the variables without which Compose refuses the file. */
export function requiredVariables(text: string): string[] {
  return [...new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name))];
}
