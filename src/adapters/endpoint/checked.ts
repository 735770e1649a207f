import {failure, type Result} from '../../domain/problems.js';
import {misfitOf, outOfContract, type Shape} from '../../domain/shapes.js';
import {isTooLate, withTimeout} from '../../signals.js';
import type {HttpEndpointOptions} from './http.js';
import {eachOperation, type Method, type Operations} from './operations.js';

/**
 * A host's own endpoint object under the same rules as the wire: whatever it throws or makes up is a problem, never a
 * grant, it hears when a call is given up, and the time that its answers carry is heard as long as they are waited for.
 */
export const checked = <Port extends object>(
  operations: Operations<Port>,
  host: Port,
  {timeout, onServerTime}: Pick<HttpEndpointOptions, 'timeout' | 'onServerTime'>,
): Port =>
  eachOperation(operations, ({fits, optional}, name) => {
    const own = host as Readonly<Record<string, Method>>;
    if (optional && !own[name]) return undefined;
    return async (args, {signal: outer, ...options}) => {
      const result = await withTimeout(outer, timeout, ({signal}) =>
        checkAnswer(() => (own[name] as Method)(...args, {signal, ...options}), fits, signal),
      );
      if (result.ok && !outer.aborted) onServerTime?.(result.value.serverTime);
      return result;
    };
  });

/** One call of a host's endpoint object; never throws. */
async function checkAnswer<Value>(
  call: () => Promise<Result<Value>>,
  fits: Shape<Value>,
  signal: AbortSignal,
): Promise<Result<Value>> {
  let result: Result<Value> | undefined;
  try {
    result = await call();
  } catch (error) {
    if (isTooLate(signal)) return failure({code: 'timeout'});
    // The thrown value is not passed on: anything may be in it.
    const name = error instanceof Error ? error.name : 'unknown';
    return failure({code: 'unreachable', hint: `the endpoint object threw: ${name}`});
  }
  const misfit = result?.ok ? misfitOf(fits, result.value) : typeof result?.problem?.code === 'string' ? null : '';
  if (result && misfit === null) return result;
  return failure({code: 'malformed_answer', hint: outOfContract('the endpoint object', misfit ?? '')});
}
