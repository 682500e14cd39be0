import type { JsonObject } from '../json.ts';
import { isObject, objectsIn } from '../json.ts';
import { SlackError } from './slack-error.ts';

/**
 * Reads the arguments of one API call: JSON bodies and forms, whose nested values are JSON, alike.
 */
export class Arguments {
  readonly #values: JsonObject;

  constructor(values: JsonObject) {
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  /** A required text. Throws `SlackError` where it is missing or empty. */
  text(name: string): string {
    const value = this.optionalText(name);
    if (value) return value;
    throw new SlackError('invalid_arguments', [`[ERROR] missing required field: ${name}`]);
  }

  optionalText(name: string): string | undefined {
    const value = this.#values[name];
    if (typeof value === 'number') return String(value);
    return typeof value === 'string' ? value : undefined;
  }

  /** True where a call says so, in JSON or in a form. */
  optionalFlag(name: string): boolean {
    return String(this.#values[name]) === 'true';
  }

  /** A required object. Throws `SlackError` where there is none. */
  object(name: string): JsonObject {
    const value = this.optionalObject(name);
    if (value) return value;
    throw new SlackError('invalid_arguments', [`[ERROR] must be an object: ${name}`]);
  }

  optionalObject(name: string): JsonObject | undefined {
    const value = this.json(name);
    return isObject(value) ? value : undefined;
  }

  objects(name: string): JsonObject[] {
    return objectsIn(this.json(name));
  }

  /** A value of any shape, decoded where a form carried it as JSON text. */
  json(name: string): unknown {
    const value = this.#values[name];
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      throw new SlackError('invalid_arguments', [`[ERROR] must be valid JSON: ${name}`]);
    }
  }
}
