import {failure, type Result} from '../../domain/problems.js';

/**
 * Runs a task whose every failure is a problem. The text of what it throws is not passed on: a guard may have put
 * anything into it.
 */
export async function safely<Value>(task: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await task();
  } catch (error) {
    return failure({code: 'refused', hint: error instanceof Error ? error.name : 'thrown'});
  }
}
