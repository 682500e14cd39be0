/** The item of the lowest value and that of the highest, of several the first; undefined of none. */
export function extremesOf<T>(
  items: readonly T[],
  by: (item: T) => number,
): { lowest: T; highest: T } | undefined {
  const [first] = items;
  if (first === undefined) return undefined;
  return {
    lowest: items.reduce((least, item) => (by(item) < by(least) ? item : least), first),
    highest: items.reduce((most, item) => (by(item) > by(most) ? item : most), first),
  };
}
