/** Collects the bound parameters of an SQL statement while its text is put together. */
export class QueryParameters {
  readonly values: Record<string, unknown> = {};
  readonly #placeholders = new Map<string, string>();

  /**
   * The placeholder that stands for `value` of the ClickHouse type `type`. Equal values share
   * one, so that equal conditions read alike and the engine works them out once.
   */
  bind(type: string, value: unknown): string {
    const key = `${type} ${JSON.stringify(value)}`;
    const known = this.#placeholders.get(key);
    if (known !== undefined) return known;
    const name = `p${this.#placeholders.size}`;
    const placeholder = `{${name}:${type}}`;
    this.values[name] = value;
    this.#placeholders.set(key, placeholder);
    return placeholder;
  }
}
