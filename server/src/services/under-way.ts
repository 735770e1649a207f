/** Work that nobody waits for, and that is waited for at the end all the same. */

export interface UnderWay {
  add<T>(work: Promise<T>): Promise<T>;
  /** Resolves when none is left. @param patience milliseconds after which it does all the same */
  settled(patience: number): Promise<void>;
}

export function createUnderWay(): UnderWay {
  const works = new Set<Promise<unknown>>();
  return {
    add(work) {
      works.add(work);
      return work.finally(() => works.delete(work));
    },
    async settled(patience) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => (timer = setTimeout(resolve, patience)));
      await Promise.race([Promise.allSettled(works), late]);
      clearTimeout(timer);
    },
  };
}
