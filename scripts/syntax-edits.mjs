/** Changes of a source by its syntax tree, which leave all else as it is written. */

/** @typedef {any} Node an ESTree node with `start` and `end` */
/** @typedef {{start: number, end: number, text: string}} Edit */

/** Every node of a tree. @returns {Generator<Node>} */
export function* walk(node) {
  if (Array.isArray(node)) for (const item of node) yield* walk(item);
  else if (node && typeof node === 'object') {
    if (typeof node.type === 'string') yield node;
    for (const [key, value] of Object.entries(node))
      if (key !== 'parent' && typeof value === 'object') yield* walk(value);
  }
}

/** From the end to the beginning, so that places stay what they are. */
export const edited = (/** @type {string} */ code, /** @type {Edit[]} */ edits) =>
  edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, {start, end, text: put}) => text.slice(0, start) + put + text.slice(end), code);
