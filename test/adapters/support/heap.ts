import {executeServerCommand} from '@web/test-runner-commands';

/**
 * How often a text stands in this page's heap, after a collection. Its characters come one by one: as a text they would
 * stand there because they were asked for.
 *
 * A snapshot stops the page for as long as it takes, and a command's answer is waited for by the page's clock: so the
 * command only announces it, and the count is given by a call into the page.
 */
export async function countInHeap(digits: readonly (string | number)[]): Promise<number> {
  let announce!: () => void;
  const announced = new Promise<void>((resolve) => (announce = resolve));
  const counted = new Promise<number>((tell) => Object.assign(window, {heapSearch: {announced, tell}}));
  await executeServerCommand('heap-search', {digits});
  announce();
  return counted;
}
