/**
 * Node's runner follows every promise of a process, to know which test it belongs to; where tests do much that waits,
 * that is a sixth of what they take of a processor. It has to know while tests are being declared. `stopFollowing` ends
 * it then: what a test leaves behind and fails is no longer told with its name, but as a failure of the process.
 *
 * Loaded before `node:test` is. Where Node no longer follows by a hook, there is nothing to stop.
 */
import hooks from 'node:async_hooks';

const {createHook} = hooks;
/** @type {import('node:async_hooks').AsyncHook[]} */
const ofRunner = [];

hooks.createHook = (callbacks) => {
  const hook = createHook(callbacks);
  if (new Error().stack?.includes('node:internal/test_runner')) ofRunner.push(hook);
  return hook;
};

export const stopFollowing = () => {
  for (const hook of ofRunner.splice(0)) hook.disable();
};
