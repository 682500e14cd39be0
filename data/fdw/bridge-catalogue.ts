import { OLAP_VIEWS } from '../clickhouse/views/catalogue.ts';
import { ARGUMENT_EXAMPLES } from '../clickhouse/views/view.ts';
import type { Catalogue, Relation } from '../pg-bridge/catalogue.ts';

/** The views of the history, as the bridge serves them. */
export const BRIDGE_CATALOGUE: Catalogue = {
  schema: 'olap',
  relations: Object.fromEntries(
    OLAP_VIEWS.map(({ name, columns, arguments: given }): [string, Relation] => {
      const examples = given.map((argument) => [
        argument,
        { example: ARGUMENT_EXAMPLES[argument] },
      ]);
      return [name, { columns, arguments: Object.fromEntries(examples) }];
    }),
  ),
};
