import {sendMouse} from '@web/test-runner-commands';

/** A click where the customer sees the middle of it. */
export async function clickWithMouse(node: Element): Promise<void> {
  node.scrollIntoView({block: 'center'});
  const {left, top, width, height} = node.getBoundingClientRect();
  await sendMouse({type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)]});
}
