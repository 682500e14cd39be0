/** Escapes one of our own constants as an SQL string literal; people's values are bound instead. */
export function sqlText(constant: string): string {
  return `'${constant.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** A ClickHouse array literal of our own constants. */
export function sqlList(constants: readonly string[]): string {
  return `[${constants.map(sqlText).join(', ')}]`;
}
