/** What the page says, in both languages. Names in braces are filled in by `say`. */

import {settings, type Language} from '../common/settings.js';
import {deskTexts} from './texts-desk.js';
import {monitorTexts} from './texts-monitor.js';
import {phoneTexts} from './texts-phone.js';
import {scenarioTexts} from './texts-scenario.js';

export type Text = Readonly<Record<Language, string>>;

const texts = {...deskTexts, ...phoneTexts, ...monitorTexts, ...scenarioTexts};

export type TextId = keyof typeof texts;

export const isTextId = (id: string): id is TextId => id in texts;

/** A text in the page's language. */
export function say(id: TextId, values: Readonly<Record<string, string | number>> = {}): string {
  return texts[id][settings().lang].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** Fills every element below `root` that names its text in `data-text`, and the labels in `data-label`. */
export function translate(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-text]')) {
    const id = element.dataset['text'] ?? '';
    if (isTextId(id)) element.textContent = say(id);
  }
  for (const element of root.querySelectorAll<HTMLElement>('[data-label]')) {
    const id = element.dataset['label'] ?? '';
    if (isTextId(id)) element.setAttribute('aria-label', say(id));
  }
}

const locales: Readonly<Record<Language, string>> = {vi: 'vi-VN', en: 'en-US'};

/** @param fraction digits after the decimal sign */
export const formatNumber = (value: number, fraction = 0): string =>
  new Intl.NumberFormat(locales[settings().lang], {minimumFractionDigits: fraction}).format(value);

const money: Readonly<Record<Language, Intl.NumberFormatOptions>> = {
  vi: {style: 'currency', currency: 'VND'},
  en: {style: 'currency', currency: 'VND', currencyDisplay: 'code'},
};

export const formatMoney = (dong: number): string =>
  new Intl.NumberFormat(locales[settings().lang], money[settings().lang]).format(dong);

/** @param at epoch milliseconds */
export const formatClock = (at: number): string =>
  new Intl.DateTimeFormat(locales[settings().lang], {timeStyle: 'medium', hourCycle: 'h23'}).format(at);
