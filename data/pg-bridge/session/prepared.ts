import type { Node } from 'libpg-query';
import { PgError, unsupported } from '../pg-error.ts';
import type { BodyReader } from '../protocol/body-reader.ts';

/** Type of a parameter that nobody has named: text. */
const UNNAMED = 0;
const TEXT_OID = 25;
const TEXT_FORMAT = 0;

/** A statement kept under a name. */
export interface Prepared {
  /** Undefined where the text is empty. */
  node: Node | undefined;
  /** Types of its parameters, as the client named them. */
  parameterOids: readonly number[];
}

/** What Bind asks for. */
export interface Binding {
  portal: string;
  statement: string;
  values: (string | null)[];
}

/** A statement with the types of its parameters; one without a type is text. */
export function prepared(node: Node | undefined, named: readonly number[]): Prepared {
  const count = Math.max(named.length, node ? highestParameter(node) : 0);
  const oids = Array.from({ length: count }, (_, index) => named[index] ?? UNNAMED);
  return { node, parameterOids: oids.map((oid) => (oid === UNNAMED ? TEXT_OID : oid)) };
}

/** Reads a Bind message; all values and results are in text format. */
export function readBinding(body: BodyReader): Binding {
  const portal = body.text();
  const statement = body.text();
  refuseBinary(body.list(() => body.int16()));
  const values = body.list(() => body.value());
  refuseBinary(body.list(() => body.int16()));
  body.end();
  return { portal, statement, values };
}

/** Throws 08P01 where a statement is given too many or too few values. */
export function checkCount({ parameterOids }: Prepared, values: readonly unknown[]): void {
  if (values.length === parameterOids.length) return;
  throw new PgError(
    '08P01',
    `bind message supplies ${values.length} parameters, but the statement requires ${parameterOids.length}`,
  );
}

function refuseBinary(formats: readonly number[]): void {
  if (formats.some((format) => format !== TEXT_FORMAT)) throw unsupported('The binary format');
}

/** The highest number of the parameters `$1`, `$2`, ... of a statement. */
function highestParameter(node: Node): number {
  let highest = 0;
  JSON.stringify(node, (key, value: { number?: number }) => {
    if (key === 'ParamRef') highest = Math.max(highest, value.number ?? 0);
    return value;
  });
  return highest;
}
