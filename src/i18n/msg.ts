import type {MsgFn, StrResult, TemplateMap} from '@lit/localize';
import {join} from '../str.js';

export {str} from '../str.js';

/**
 * lit-localize's own runtime keeps one language a page and throws when a host page has configured it too. Here the
 * language is an argument: it is set for the moment in which one message is read, which is synchronous, so elements
 * in two languages don't meet. The brand in the type is what `lit-localize extract` looks for.
 */
let templates: TemplateMap | null = null;

const render = (template: unknown, id = ''): string => {
  const translated = templates?.[id];
  if (typeof template === 'string') return typeof translated === 'string' ? translated : template;
  const source = template as StrResult;
  const {strings, values: order} = (typeof translated === 'object' ? translated : {}) as Partial<StrResult>;
  return strings ? join({strings, values: source.values}, order as number[]) : join(source);
};

const english: Record<string, TemplateMap[string]> = {};

/** The English of a catalog; each comes with the messages that it translates, and no other. */
export const registerTranslations = (translations: TemplateMap): void => void Object.assign(english, translations);

/** Every English text that has come so far. */
export const englishTemplates: TemplateMap = english;

export const msg = ((template: unknown, options?: {id?: string}) => render(template, options?.id)) as MsgFn;

/** Reads messages with the given translations (null: the source language). */
export function readWith(translations: TemplateMap | null, read: () => string): string {
  templates = translations;
  try {
    return read();
  } finally {
    templates = null;
  }
}
