/** Some work for each of many, so much of it at once. */

export interface Pass {
  /** Milliseconds of all of it together. */
  readonly time: number;
  /** Milliseconds of each. */
  readonly each: readonly number[];
}

export async function atOnce<T>(all: readonly T[], workers: number, work: (one: T) => Promise<unknown>): Promise<Pass> {
  const each: number[] = [];
  const left = all.values();
  const worker = async (): Promise<void> => {
    for (const one of left) {
      const begun = performance.now();
      await work(one);
      each.push(performance.now() - begun);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: workers }, worker));
  return { time: performance.now() - start, each };
}
