import type {Shape} from '../../domain/shapes.js';
import type {Result} from '../../domain/problems.js';
import type {CallOptions} from '../../ports/endpoint.js';

/** Every answer of the contract carries the endpoint's time (RFC 3339). */
export interface Timed {
  readonly serverTime: string;
}

/** One operation of the contract: where it is asked, what is sent, and what its answer looks like. */
export interface Operation<Args extends readonly unknown[], Value> {
  /** The path is below the base address; with a body the call is a POST. */
  readonly ask: (...args: Args) => readonly [path: string, body?: object];
  readonly fits: Shape<Value>;
  /** Status of success; 200 unless it says otherwise. */
  readonly expected?: 200 | 201;
  /** Not sent again with a fresh session token: there is a code in it. */
  readonly once?: true;
  /** Goes out although the page is left. */
  readonly keepalive?: true;
}

/** A host's own endpoint object may do without it. */
interface Optional {
  readonly optional: true;
}

/** One row for each method of a port; a method that is added or changed no longer compiles without its row. */
export type Operations<Port> = {
  readonly [Name in keyof Port]-?: Required<Port>[Name] extends (
    ...args: [...infer Args, CallOptions]
  ) => Promise<Result<infer Value>>
    ? Operation<Args, Value> & (undefined extends Port[Name] ? Optional : unknown)
    : never;
};

export type AnyOperation = Operation<readonly unknown[], Timed> & Partial<Optional>;
export type Method = (...call: readonly unknown[]) => Promise<Result<Timed>>;
type Ask = (args: readonly unknown[], options: CallOptions) => Promise<Result<Timed>>;

/** A port whose methods are made from the rows; where `make` gives none, it has none. */
export const eachOperation = <Port extends object>(
  operations: Operations<Port>,
  make: (operation: AnyOperation, name: string) => Ask | undefined,
): Port =>
  Object.fromEntries(
    Object.entries<AnyOperation>(operations as never).map(([name, operation]) => {
      const ask = make(operation, name);
      return [name, ask && ((...call: unknown[]) => ask(call, call.pop() as CallOptions))];
    }),
  ) as Port;

/** The port of an endpoint that can't be asked: whatever is called says why. */
export const unconnected = <Port extends object>(operations: Operations<Port>, why: Result<never>): Port =>
  eachOperation(operations, () => async () => why);
