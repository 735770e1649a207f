import 'axe-core/axe.min.js';
import type * as Axe from 'axe-core';

declare const axe: typeof Axe;

/** What axe finds wrong with a part of the page, one line a fault; the page around it is the test's own. */
export async function violations(node: Element): Promise<string[]> {
  const {violations: found} = await axe.run(node, {rules: {region: {enabled: false}}});
  return found.flatMap(({id, help, nodes}) => nodes.map(({target}) => `${id}: ${help}: ${target.join(' ')}`));
}
