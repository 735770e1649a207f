/** Which failures of a database pass by themselves: it restarts, moves to another machine, is full or too busy. */

/** PostgreSQL's classes and conditions, SQLite's results, Node's system errors. */
const passing = new RegExp(
  [
    '^08', // connection exception
    '^25006', // read_only_sql_transaction: this machine is a standby now
    '^25P0[34]', // idle_in_transaction_session_timeout, transaction_timeout
    '^40', // serialization failures and deadlocks that came again and again
    '^53', // insufficient resources, a full disk among them
    '^55P03', // lock_not_available
    '^57', // operator intervention: shutdown, start-up, cancelled
    '^58', // system error, outside PostgreSQL
    '^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOMEM|PROTOCOL)',
    '^E(CONN[A-Z]+|TIMEDOUT|PIPE|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|NOSPC|DQUOT|MFILE|NFILE)$',
  ].join('|'),
);

/** After these the connection is of no use, even where it still stands. */
const breaking = /^(08|25006|25P0[34]|57P0|58)/;

/** The connection broke, or no answer came in time: whether the statement took effect is unknown. */
export class DatabaseAway extends Error {
  override name = 'DatabaseAway';
  /** What the cause says, where it says anything. */
  readonly code: string | null;
  constructor(cause: unknown) {
    super('The database does not answer.', { cause });
    this.code = codeOf(cause);
  }
}

export function isPassing(error: unknown): boolean {
  if (error instanceof DatabaseAway) return true;
  const code = codeOf(error);
  return code !== null && passing.test(code);
}

/** @param code as PostgreSQL tells it; null when the error is not PostgreSQL's own */
export function isBreaking(code: string | null): boolean {
  return code === null || breaking.test(code);
}

export function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : null;
}
