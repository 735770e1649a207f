import 'axe-core/axe.min.js';
import type * as Axe from 'axe-core';

declare const axe: typeof Axe;

/**
 * What axe finds wrong with a part of the page, one line a fault; the page around it is the test's own.
 * @param only rules by their ids; all without
 */
export async function violations(node: Element, only?: readonly string[]): Promise<string[]> {
  const rules = {rules: {region: {enabled: false}}};
  const {violations: found} = await axe.run(node, only ? {runOnly: {type: 'rule', values: [...only]}} : rules);
  return found.flatMap(({id, help, nodes}) => nodes.map(({target}) => `${id}: ${help}: ${target.join(' ')}`));
}
