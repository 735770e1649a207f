/** What the visitor has chosen, kept in the address so that it can be sent to somebody. */

export type Language = 'vi' | 'en';
export type Theme = 'light' | 'dark';

export interface Settings {
  readonly lang: Language;
  readonly theme: Theme;
  /** Account number; empty for the first of the demo accounts. Several, separated by spaces, are used together. */
  readonly account: string;
}

const listeners = new Set<(settings: Settings, previous: Settings) => void>();

let current: Settings = read(new URLSearchParams(location.search));

function read(query: URLSearchParams): Settings {
  const systemTheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const theme = query.get('theme') ?? systemTheme;
  return {
    lang: query.get('lang') === 'en' ? 'en' : 'vi',
    theme: theme === 'dark' ? 'dark' : 'light',
    account: query.get('account') ?? '',
  };
}

export const settings = (): Settings => current;

/** The account that an act is for: the first one. */
export const chosenAccount = (): string => current.account.split(/\s+/)[0] ?? '';

export const settingsQuery = (): URLSearchParams => new URLSearchParams({...current});

export function change(changes: Partial<Settings>): void {
  const previous = current;
  current = {...current, ...changes};
  history.replaceState(null, '', `?${settingsQuery()}`);
  apply();
  for (const listener of listeners) listener(current, previous);
}

/** Calls back after every change, with what there was before. */
export function onChange(listener: (settings: Settings, previous: Settings) => void): void {
  listeners.add(listener);
}

/** Language and theme belong to the document: the element inherits both. */
export function apply(): void {
  document.documentElement.lang = current.lang;
  document.documentElement.dataset['theme'] = current.theme;
}
