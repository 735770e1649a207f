import type {ComplexAttributeConverter, PropertyDeclaration, ReactiveElement} from 'lit';
import {tellDeveloper} from '../../developer.js';

/** How one kind of property reads what a page sets, be it an attribute's text or a value of a framework's making. */
export interface Kind {
  /** What a value means; `undefined` where it means nothing. */
  readonly read: (value: unknown) => unknown;
  /** What a wrong value comes to, where that is not the default. */
  readonly otherwise?: unknown;
  /** A wrong value may stand on the console: it is neither a secret nor does it say who the customer is. */
  readonly shown?: true;
}

const only = (fits: (value: unknown) => boolean): Kind => ({read: (value) => (fits(value) ? value : undefined)});
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

export const text = only((value) => typeof value === 'string');
export const callback = only((value) => typeof value === 'function');
export const texts = only(isObject);

/** What goes out as JSON. */
export const data: Kind = {
  read: (value) => {
    try {
      return isObject(value) && JSON.stringify(value) ? value : undefined;
    } catch {
      return undefined;
    }
  },
};

/** A template that means an attribute to be off often writes it as the text `false`. */
export const flag: Kind = {
  read: (value) => (typeof value === 'string' ? !/^\s*false\s*$/i.test(value) : Boolean(value)),
};

const toNumber = (value: unknown): number =>
  typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : NaN;

/** Longest time in milliseconds that every browser's timers take. */
const LONGEST = 2 ** 31 - 1;

/** A length of time in milliseconds. */
export const duration: Kind = {
  read: (value) => {
    const time = toNumber(value);
    return time >= 1 && time < Infinity ? Math.min(Math.floor(time), LONGEST) : undefined;
  },
  shown: true,
};

export const integer = (least: number, most: number): Kind => ({
  read: (value) => {
    const number = toNumber(value);
    return Number.isInteger(number) && number >= least && number <= most ? number : undefined;
  },
  shown: true,
});

export const oneOf = (...values: readonly string[]): Kind => ({
  read: (value) => values.find((known) => known === value),
  shown: true,
});

/** A URL, as text or as an object of any page's making, or what answers in its place. */
export const endpoint: Kind = {
  read: (value) => {
    if (typeof value === 'string') return value;
    if (Object.prototype.toString.call(value) === '[object URL]') return String(value);
    return isObject(value) && 'getAuthentication' in value ? value : undefined;
  },
};

/** A check that the host makes. One that can't be made is not passed: by default there would be none. */
export const check: Kind = {...callback, otherwise: () => Promise.resolve(false)};

/** Attributes go through the property's own reading; a property that is off has none. */
const converter: ComplexAttributeConverter<unknown> = {
  fromAttribute: (value) => value,
  toAttribute: (value) => (typeof value === 'boolean' ? (value ? '' : null) : value),
};

const isUnset = (value: unknown, kind: Kind): boolean =>
  value === undefined || value === null || (kind !== flag && typeof value === 'string' && value.trim() === '');

/** Lit's declaration of a property, and how its value is read. */
export interface Declaration extends PropertyDeclaration<unknown, Kind> {
  readonly type: Kind;
}

/**
 * A reactive property. Unset (null, undefined, an attribute that is removed or empty) it has its default, which is what
 * the class sets first; so it has for what means nothing, and the developer is told.
 */
export const property =
  (declaration: Declaration) =>
  (prototype: ReactiveElement, name: string): void => {
    (prototype.constructor as typeof ReactiveElement).createProperty(name, {...declaration, converter});
    const accessor = Object.getOwnPropertyDescriptor(prototype, name);
    if (accessor) Object.defineProperty(prototype, name, readAs(declaration.type, name, accessor));
  };

function readAs(kind: Kind, name: string, accessor: PropertyDescriptor): PropertyDescriptor {
  let initial: {readonly value: unknown} | undefined;
  const read = (element: HTMLElement, value: unknown) => {
    if (isUnset(value, kind)) return undefined;
    const meant = kind.read(value);
    if (meant !== undefined) return meant;
    const {otherwise = initial?.value} = kind;
    const isShown = kind.shown ?? false;
    tellDeveloper({type: 'wrong-value', element, property: name, value, instead: otherwise, isShown});
    return otherwise;
  };
  return {
    ...accessor,
    set(this: HTMLElement, value: unknown) {
      initial ??= {value};
      accessor.set?.call(this, read(this, value) ?? initial.value);
    },
  };
}
