/** XML as PSKC needs it: no DTD, no entities of its own, and never more of a file at once than one part of it. */

import type { Readable } from 'node:stream';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { Refused } from '../back-end.js';

export interface Element {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

interface Growing extends Element {
  readonly children: Growing[];
  text: string;
}

export const pskc = 'urn:ietf:params:xml:ns:keyprov:pskc';

/** What stands in others says nothing to us: extensions may use the same names. */
const namespaces: ReadonlySet<string> = new Set([
  pskc,
  'http://www.w3.org/2000/09/xmldsig#',
  'http://www.w3.org/2001/04/xmlenc#',
  'http://www.w3.org/2009/xmlenc11#',
  'http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#',
  // The parameters of PBKDF2 have none in the figures of RFC 6030.
  '',
]);

const [deepest, longestText] = [20, 64 * 1024];

/**
 * The parts of a container, each as soon as it is there.
 * @throws {Refused} where it is no such file, or one that is not to be trusted
 */
export async function* partsOf(stream: Readable): AsyncGenerator<Element> {
  const reader = createReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      reader.write(decoder.decode(chunk, { stream: true }));
      yield* reader.take();
    }
    reader.end(decoder.decode());
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    throw code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? new Refused('The file is not UTF-8.') : error;
  }
  yield* reader.take();
}

interface Reader {
  write(text: string): void;
  end(text: string): void;
  /** The parts that are whole, once. */
  take(): readonly Element[];
}

function createReader(): Reader {
  const parser = new SaxesParser({ xmlns: true });
  const open: Array<Growing | null> = [];
  let [ready, length, isContainer]: [Element[], number, boolean] = [[], 0, false];

  parser.on('doctype', () => {
    throw new Refused('The file has a DTD, which is refused whatever it says.');
  });
  parser.on('error', () => {
    // The words of the library may repeat what is in the file.
    throw new Refused(`Line ${parser.line}: the file is no well-formed XML.`);
  });
  parser.on('opentag', (tag) => {
    if (open.length === 0) isContainer = checkContainer(tag);
    if (open.length > deepest) throw new Refused(`Line ${parser.line}: elements are too deep in each other.`);
    if (open.length === 1) length = 0;
    const parent = open.at(-1);
    const isMeant = open.length === 0 || (parent !== null && namespaces.has(tag.uri));
    const element = isMeant ? elementOf(tag, parser.line) : null;
    if (open.length > 1 && element !== null) parent?.children.push(element);
    open.push(element);
  });
  const hear = (text: string): void => {
    length += text.length;
    if (length > longestText) throw new Refused(`Line ${parser.line}: a part of the file is too long.`);
    const element = open.at(-1);
    if (element && open.length > 1) element.text += text;
  };
  parser.on('text', hear);
  parser.on('cdata', hear);
  parser.on('closetag', () => {
    const element = open.pop();
    if (open.length === 1 && element && isContainer) ready.push(element);
  });
  return {
    write: (text) => void parser.write(text),
    end: (text) => void parser.write(text).close(),
    take() {
      const parts = ready;
      ready = [];
      return parts;
    },
  };
}

function checkContainer({ local, uri, attributes }: SaxesTagNS): true {
  const isPskc = local === 'KeyContainer' && uri === pskc && attributes['Version']?.value.startsWith('1.') === true;
  if (!isPskc) throw new Refused('The file is no PSKC 1.0 (RFC 6030).');
  return true;
}

function elementOf({ local: name, attributes }: SaxesTagNS, line: number): Growing {
  const named = Object.values(attributes).map(({ local, value }) => [local, value] as const);
  return { name, attributes: new Map(named), children: [], text: '', line };
}

/** The element that a path of names leads to. */
export function at(element: Element, ...path: readonly string[]): Element | undefined {
  return path.reduce<Element | undefined>((from, name) => from?.children.find((each) => each.name === name), element);
}

/** Its text, trimmed; undefined where it is not there, or empty. */
export const textAt = (element: Element, ...path: readonly string[]): string | undefined =>
  at(element, ...path)?.text.trim() || undefined;
