/** Counts what goes to PostgreSQL and waits for its answer: every statement, BEGIN and COMMIT among them. */

import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

export interface Sent {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Which one it went over. */
  readonly connection: object;
}

export interface RoundTrips {
  /** The statements since the last call, in the order in which they were sent. */
  take(): string[];
  /** What this work sent alone, whatever chores go on beside it. */
  during<T>(work: () => Promise<T>): Promise<readonly [T, string[]]>;
  /** The same with all that was sent. */
  recording<T>(work: () => Promise<T>): Promise<readonly [T, Sent[]]>;
  stop(): void;
}

/** Listens to every client of this process. */
export function countRoundTrips(): RoundTrips {
  const { query } = pg.Client.prototype;
  let statements: string[] = [];
  const own = new AsyncLocalStorage<Sent[]>();
  function noted(this: pg.Client, ...parameters: unknown[]): unknown {
    const text = textOf(parameters[0]);
    statements.push(text);
    own.getStore()?.push({ text, values: valuesOf(parameters[1]), connection: this });
    return Reflect.apply(query, this, parameters);
  }
  pg.Client.prototype.query = noted as typeof query;
  async function recording<T>(work: () => Promise<T>): Promise<readonly [T, Sent[]]> {
    const sent: Sent[] = [];
    return [await own.run(sent, work), [...sent]];
  }
  return {
    take() {
      const taken = statements;
      statements = [];
      return taken;
    },
    async during(work) {
      const [result, sent] = await recording(work);
      return [result, sent.map(({ text }) => text)];
    },
    recording,
    stop() {
      pg.Client.prototype.query = query;
    },
  };
}

function textOf(statement: unknown): string {
  return typeof statement === 'string' ? statement : String((statement as { readonly text: unknown }).text);
}

/** The driver itself sends some without any, and a callback in their place. */
function valuesOf(parameter: unknown): readonly unknown[] {
  return Array.isArray(parameter) ? (parameter as readonly unknown[]) : [];
}
