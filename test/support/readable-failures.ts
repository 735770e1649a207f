/**
 * Lets a failed assertion about elements fail. Mocha writes out what was expected and what came, property by property,
 * and from an element it comes to the whole page and does not come back: the file's time is up, and no test ran in it.
 * Loaded before each test file of the browser stage.
 */
import {Assertion, AssertionError} from 'chai';

type Asserted = Parameters<Chai.AssertionStatic['prototype']['assert']>;

const isPlain = (value: object): boolean =>
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);

/** Not `instanceof`: an element of a frame is of another window’s classes. */
const isNode = (value: object): value is Node => 'nodeType' in value && 'nodeName' in value;

function shortened(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isNode(value)) return describeNode(value);
  if ('window' in value && value.window === value) return 'window';
  // What is deeper than this is compared by its parts.
  if (depth > 4) return value;
  if (Array.isArray(value)) return value.map((item) => shortened(item, depth + 1));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shortened(item, depth + 1)]));
}

function describeNode(node: Node): string {
  if (node.nodeType !== Node.ELEMENT_NODE) return `${node.nodeName} ${(node.textContent ?? '').slice(0, 60)}`.trim();
  const [start = ''] = /^<[^>]*>?/.exec((node as Element).outerHTML) ?? [];
  return start.slice(0, 160);
}

const {prototype} = Assertion as unknown as {prototype: {assert(...asked: Asserted): void}};
const {assert} = prototype;

prototype.assert = function (...asked) {
  try {
    assert.apply(this, asked);
  } catch (error) {
    if (error instanceof AssertionError) {
      const values = error as unknown as {actual?: unknown; expected?: unknown};
      values.actual = shortened(values.actual);
      values.expected = shortened(values.expected);
    }
    throw error;
  }
};
