/** Merges concurrent calls: work under way is done once for all who ask for it meanwhile. */
export function mergeCalls<T>(work: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
