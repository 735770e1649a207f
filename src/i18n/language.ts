import type {TemplateMap} from '@lit/localize';
import type {Language} from '../domain/language.js';
import type {AddedLanguage} from './added-languages.js';
import {deprecated} from '../developer.js';
import {englishTemplates, readWith} from './msg.js';

/** Vietnamese is the source; both languages are in the bundle, so the first paint is right in either. */
const translations: Readonly<Record<Language, TemplateMap | null>> = {vi: null, en: englishTemplates};

type Messages = Readonly<Record<string, (...values: never[]) => string>>;

/** A host's own wording for any message: a text, or a function of the message's values. */
export type Overrides<Catalog extends Messages> = {
  readonly [Id in keyof Catalog]?: string | Catalog[Id];
} & ('nextCodeIn' extends keyof Catalog ? FormerIds : unknown);

/** Ids that messages had, for hosts' wording; each is taken for one version. */
interface FormerIds {
  /** @deprecated since 0.2: `nextCodeIn` */
  readonly codeReplayedIn?: string | ((time: string) => string);
}

/** By the id that a message has, the one that it had, and the version that renamed it. */
const formerIds: Readonly<Record<string, readonly [former: keyof FormerIds, since: string]>> = {
  nextCodeIn: ['codeReplayedIn', '0.2'],
};

/** A host's own wording of a message, by the id that it has or had. */
function overrideOf(overrides: Readonly<Record<string, unknown>>, id: string): unknown {
  const [former, since] = formerIds[id] ?? [];
  const own = overrides[id];
  if (own !== undefined || former === undefined || overrides[former] === undefined) return own;
  deprecated(`the message ${former}`, id, since ?? '');
  return overrides[former];
}

/**
 * Words as a screen shows them: names of products don't break at their hyphen (U+2011), and neither do a number and
 * what it counts, nor words that Vietnamese writes apart (U+00A0). Of those the first halves are here.
 */
export const unbroken = (text: string): string =>
  text
    .replace(/\b(KB|M)-(?=\w)/g, '$1\u2011')
    .replace(
      /(\d|vui|quý|hệ|liên|xác|phương|tài|mật|danh|thiết|đăng|điện|kết|giao|phái|bảo|lần|hết|đồng|tin|hiệu|ma|tạm|ứng) /gi,
      '$1\xa0',
    );

/** A label that the endpoint writes as in the middle of a sentence, where it opens a line. */
export const openingLine = (label: string): string => unbroken(label.charAt(0).toUpperCase() + label.slice(1));

/** The same catalog, spoken in one language and with the host's wording, to the letter, where it has any. */
export function localize<Catalog extends Messages>(
  catalog: Catalog,
  language: Language,
  overrides: Overrides<Catalog> = {},
  added: Readonly<Record<string, unknown>> = {},
): Catalog {
  const entries = Object.entries(catalog).map(([id, message]) => {
    const own: unknown = overrideOf(overrides, id) ?? added[id];
    if (typeof own === 'string') return [id, () => own];
    if (typeof own === 'function') return [id, own];
    const read = message as (...values: unknown[]) => string;
    return [id, (...values: unknown[]) => unbroken(readWith(translations[language], () => read(...values)))];
  });
  return Object.fromEntries(entries) as Catalog;
}

const withoutOverrides = new WeakMap<Messages, Partial<Record<Language, Messages>>>();

/** Once for all elements of a page that have no wording of the host's. */
function localizePlainly<Catalog extends Messages>(catalog: Catalog, language: Language): Catalog {
  const spoken = withoutOverrides.get(catalog) ?? {};
  withoutOverrides.set(catalog, spoken);
  return (spoken[language] ??= localize(catalog, language)) as Catalog;
}

export interface Spoken {
  /** Of the two that are here. */
  readonly language: Language;
  /** One that a host has brought, in place of it. */
  readonly added?: AddedLanguage;
}

/** A catalog that is spoken anew only when the language or the host's wording has changed. */
export class Localizer<Catalog extends Messages> {
  readonly #catalog: Catalog;
  readonly #none: Overrides<Catalog>;
  #spoken: (Spoken & {readonly overrides: Overrides<Catalog>; readonly say: Catalog}) | null = null;

  /** @param none what stands for no wording: of any other object it can't be told, for it may be a proxy */
  constructor(catalog: Catalog, none: Overrides<Catalog> = {}) {
    this.#catalog = catalog;
    this.#none = none;
  }

  in(spoken: Spoken, overrides: Overrides<Catalog>): Catalog {
    const before = this.#spoken;
    if (before?.language !== spoken.language || before.added !== spoken.added || before.overrides !== overrides)
      this.#spoken = {...spoken, overrides, say: this.#localize(spoken, overrides)};
    return (this.#spoken as {readonly say: Catalog}).say;
  }

  /** What an added language leaves out (a message that is new) is said in the one that it is like. */
  #localize({language, added}: Spoken, overrides: Overrides<Catalog>): Catalog {
    const isPlain = overrides === this.#none && Object.keys(overrides).length === 0;
    if (isPlain && !added) return localizePlainly(this.#catalog, language);
    return localize(this.#catalog, language, overrides, added?.texts);
  }
}

/** Minutes and seconds as a clock shows them, rounded up so that 0:00 is only said when time is over. */
export function formatWait(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${twoDigits(seconds % 60)}`;
}

/**
 * Hours, minutes and seconds of a moment in the customer's time zone, as `Intl.DateTimeFormat` writes them in these two
 * languages (`timeStyle: 'medium'`): building a format takes a third of the time until the first paint.
 */
export function formatTime(at: number, language: Language): string {
  const time = new Date(at);
  const [hours, rest] = [time.getHours(), `:${twoDigits(time.getMinutes())}:${twoDigits(time.getSeconds())}`];
  return language === 'vi' ? twoDigits(hours) + rest : `${hours % 12 || 12}${rest} ${hours < 12 ? 'AM' : 'PM'}`;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');
