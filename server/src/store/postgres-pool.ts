/**
 * Connections to PostgreSQL that may break at any moment: the server restarts, fails over, a pooler drops them. A
 * broken one fails the request that it served, and nothing else; the pool makes another for the next.
 */

import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { codeOf, DatabaseAway, isBreaking } from './faults.js';

export interface PoolOptions {
  readonly url: string;
  readonly size: number;
  /** Milliseconds that a request waits for a connection, and a statement for its answer, before it gives up. */
  readonly timeout: number;
}

const int8 = 20;
/** Milliseconds by which the server may be first to give up: its connection survives that. */
const headStart = 250;
const nothing = { command: 'ROLLBACK' as const, rowCount: 0, rows: [] };

export function createPool({ url, size, timeout }: PoolOptions): PostgresPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    keepAlive: true,
    connectionTimeoutMillis: timeout,
    statement_timeout: timeout,
    idle_in_transaction_session_timeout: 2 * timeout,
    // A pooler drops the two above in silence, and a machine that is gone says nothing at all.
    query_timeout: timeout + headStart,
    types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => numberOr(oid, format) },
  });
  // Without listeners the error of a connection that breaks ends the process: of an idle one, and of one in use.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    connect: async () => lend(await pool.connect().catch(failed)),
    end: () => pool.end(),
  };
}

/** Hands a connection out for one use; one that broke meanwhile does not go back to the pool. */
function lend(client: pg.PoolClient): PostgresPoolClient {
  let broken: Error | undefined;
  const query = async (text: string, parameters: readonly unknown[]): Promise<unknown> => {
    if (broken !== undefined) throw broken;
    try {
      return await client.query(text, [...parameters]);
    } catch (error) {
      if (isBreaking(codeOfServer(error))) broken = new DatabaseAway(error);
      throw broken ?? error;
    }
  };
  /** PostgreSQL rolls back by itself what a connection leaves behind. */
  const rollBack = () => query('rollback', []).catch(() => nothing);
  return {
    query: <R>(text: string, parameters: readonly unknown[]) =>
      (text === 'rollback' ? rollBack() : query(text, parameters)) as Promise<PostgresQueryResult<R>>,
    release: () => client.release(broken),
  } as PostgresPoolClient;
}

function failed(error: unknown): never {
  if (isBreaking(codeOfServer(error))) throw new DatabaseAway(error);
  throw error;
}

/** Null for what the driver says itself: broken connections and time-outs, most of them without any code. */
function codeOfServer(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? codeOf(error) : null;
}

/** Every bigint here is a time or a counter far below 2^53. */
function numberOr(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === int8) return Number;
  return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
}
