/** Counts what goes to PostgreSQL and waits for its answer: every statement, BEGIN and COMMIT among them. */

import pg from 'pg';

export interface RoundTrips {
  /** The statements since the last call, in the order in which they were sent. */
  take(): string[];
  stop(): void;
}

/** Listens to every client of this process. */
export function countRoundTrips(): RoundTrips {
  const { query } = pg.Client.prototype;
  let statements: string[] = [];
  function noted(this: pg.Client, ...parameters: unknown[]): unknown {
    statements.push(textOf(parameters[0]));
    return Reflect.apply(query, this, parameters);
  }
  pg.Client.prototype.query = noted as typeof query;
  return {
    take() {
      const taken = statements;
      statements = [];
      return taken;
    },
    stop() {
      pg.Client.prototype.query = query;
    },
  };
}

function textOf(statement: unknown): string {
  return typeof statement === 'string' ? statement : String((statement as { readonly text: unknown }).text);
}
