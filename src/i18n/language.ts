import type {TemplateMap} from '@lit/localize/internal/types.js';
import type {Language} from '../domain/language.js';
import {englishTemplates, readWith} from './msg.js';

/** Vietnamese is the source; both languages are in the bundle, so the first paint is right in either. */
const translations: Readonly<Record<Language, TemplateMap | null>> = {vi: null, en: englishTemplates};

type Messages = Readonly<Record<string, (...values: never[]) => string>>;

/** A host's own wording for any message: a text, or a function of the message's values. */
export type Overrides<Catalog extends Messages> = {readonly [Id in keyof Catalog]?: string | Catalog[Id]};

/** The same catalog, spoken in one language and with the host's wording where it has any. */
export function localize<Catalog extends Messages>(
  catalog: Catalog,
  language: Language,
  overrides: Overrides<Catalog> = {},
): Catalog {
  const entries = Object.entries(catalog).map(([id, message]) => {
    const own = overrides[id];
    if (typeof own === 'string') return [id, () => own];
    const read = (typeof own === 'function' ? own : message) as (...values: unknown[]) => string;
    return [id, (...values: unknown[]) => readWith(translations[language], () => read(...values))];
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

/** A catalog that is spoken anew only when the language or the host's wording has changed. */
export class Localizer<Catalog extends Messages> {
  readonly #catalog: Catalog;
  readonly #none: Overrides<Catalog>;
  #spoken: {readonly language: Language; readonly overrides: Overrides<Catalog>; readonly say: Catalog} | null = null;

  /** @param none what stands for no wording: of any other object it can't be told, for it may be a proxy */
  constructor(catalog: Catalog, none: Overrides<Catalog> = {}) {
    this.#catalog = catalog;
    this.#none = none;
  }

  in(language: Language, overrides: Overrides<Catalog>): Catalog {
    if (this.#spoken?.language !== language || this.#spoken.overrides !== overrides)
      this.#spoken = {language, overrides, say: this.#localize(language, overrides)};
    return this.#spoken.say;
  }

  #localize(language: Language, overrides: Overrides<Catalog>): Catalog {
    const isPlain = overrides === this.#none && Object.keys(overrides).length === 0;
    return isPlain ? localizePlainly(this.#catalog, language) : localize(this.#catalog, language, overrides);
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
