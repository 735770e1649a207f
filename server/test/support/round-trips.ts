/** Counts what goes to PostgreSQL and waits for its answer: every statement, BEGIN and COMMIT among them. */

import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

export interface RoundTrips {
  /** The statements since the last call, in the order in which they were sent. */
  take(): string[];
  /** What this work sent alone, whatever chores go on beside it. */
  during<T>(work: () => Promise<T>): Promise<readonly [T, string[]]>;
  stop(): void;
}

/** Listens to every client of this process. */
export function countRoundTrips(): RoundTrips {
  const { query } = pg.Client.prototype;
  let statements: string[] = [];
  const own = new AsyncLocalStorage<string[]>();
  function noted(this: pg.Client, ...parameters: unknown[]): unknown {
    const text = textOf(parameters[0]);
    statements.push(text);
    own.getStore()?.push(text);
    return Reflect.apply(query, this, parameters);
  }
  pg.Client.prototype.query = noted as typeof query;
  return {
    take() {
      const taken = statements;
      statements = [];
      return taken;
    },
    async during(work) {
      const sent: string[] = [];
      return [await own.run(sent, work), sent];
    },
    stop() {
      pg.Client.prototype.query = query;
    },
  };
}

function textOf(statement: unknown): string {
  return typeof statement === 'string' ? statement : String((statement as { readonly text: unknown }).text);
}
