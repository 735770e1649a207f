/**
 * What makes a build the development build: an element's notices go to the console, each with what to do about it.
 * The entries of the package load this first under the export condition `development`.
 */
import {onNotice, type Notice} from '../developer.js';
import {adviceFor, policyAdvice} from './advice.js';

type At<Type extends Notice['type']> = Extract<Notice, {readonly type: Type}>;

const describe = ({value, isShown}: At<'wrong-value'>): string => {
  if (isShown && typeof value === 'number') return String(value);
  return isShown && typeof value === 'string' && /^[\w.+-]{1,16}$/.test(value)
    ? `"${value}"`
    : `of type ${typeof value}`;
};

/** The last wrong value of a property: frameworks set it anew with every render. */
const wrong = new WeakMap<HTMLElement, Map<string, unknown>>();

const isSaid = ({element, property, value}: At<'wrong-value'>): boolean => {
  const values = wrong.get(element) ?? new Map<string, unknown>();
  wrong.set(element, values);
  const said = values.has(property) && Object.is(values.get(property), value);
  values.set(property, value);
  return said;
};

const told = new Set<string>();

/** A line that stands once on the console of a page. */
const once = (line: string): string | null => {
  if (told.has(line)) return null;
  told.add(line);
  return line;
};

/** One line for a notice, or `null` where it has been told, or is none of the developer's business. */
const lines: {readonly [Type in Notice['type']]: (notice: At<Type>) => string | null} = {
  problem: ({element, problem}) => {
    const parts = [problem.hint, adviceFor(element, problem)].filter(Boolean);
    return parts.length > 0 ? `<${element.localName}> ${problem.code}: ${parts.join('; ')}` : null;
  },
  'wrong-value': (notice) => {
    if (isSaid(notice)) return null;
    const {element, property, instead} = notice;
    const value = JSON.stringify(instead) ?? 'a function';
    return `<${element.localName}> \`${property}\` can't be ${describe(notice)}; it is ${value} instead`;
  },
  'defined-already': ({name}) => `<${name}> is defined already; this copy of KB-OTP is not used`,
  deprecated: ({name, instead, since}) => once(`KB-OTP: ${name} is deprecated since ${since}; use ${instead}`),
};

onNotice((notice) => {
  const line = lines[notice.type](notice as never);
  if (line !== null) console.warn(line);
});

// Imported on a server too, where there is no page.
globalThis.document?.addEventListener('securitypolicyviolation', ({effectiveDirective, blockedURI}) => {
  const line = effectiveDirective === 'connect-src' ? policyAdvice(blockedURI) : null;
  if (line !== null && once(line)) console.warn(line);
});
