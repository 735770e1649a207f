import type {Language} from '../domain/language.js';
import type {approvingMessages} from './messages/approving.js';
import type {cancelMessages} from './messages/cancel.js';
import type {coveringMessages} from './messages/covering.js';
import type {deviceCodeMessages} from './messages/device-code.js';
import type {deviceMessages} from './messages/device.js';
import type {enrollMessages} from './messages/enroll.js';
import type {listMessages} from './messages/list.js';
import type {problemMessages} from './messages/problems.js';
import type {requestMessages} from './messages/requests.js';
import type {requestsBarMessages} from './messages/requests-bar.js';
import type {scanMessages} from './messages/scan.js';
import type {scanningMessages} from './messages/scanning.js';
import type {synchronizeMessages} from './messages/synchronize.js';
import type {verifyMessages} from './messages/verify.js';

type AllMessages = typeof verifyMessages &
  typeof problemMessages &
  typeof deviceMessages &
  typeof deviceCodeMessages &
  typeof listMessages &
  typeof enrollMessages &
  typeof cancelMessages &
  typeof synchronizeMessages &
  typeof requestMessages &
  typeof requestsBarMessages &
  typeof scanMessages &
  typeof approvingMessages &
  typeof coveringMessages &
  typeof scanningMessages;

type Worded<Message> = Message extends () => string ? string | Message : Message;

/** Every message of every element, by id: a text, or a function of the message's values where it has any. */
export type Translation = {readonly [Id in keyof AllMessages]: Worded<AllMessages[Id]>};

export interface AddedLanguage {
  /** BCP 47, lower case. */
  readonly tag: string;
  /** Whose numbers and times it takes, and in which of its two languages the endpoint speaks to its customers. */
  readonly like: Language;
  readonly texts: Translation;
}

const added = new Map<string, AddedLanguage>();
const listeners = new Set<() => void>();

/** Calls `listener` whenever a language has come. */
export const onLanguageAdded = (listener: () => void): void => void listeners.add(listener);

/**
 * Makes all elements of the page speak one more language, where the page's `lang` says so. Added again, it takes the
 * place of what was.
 *
 * @param tag BCP 47, such as `ko` or `en-GB`; `lang="ko-KR"` finds `ko`
 * @param options.like whose times it takes, and in which language it shows what the endpoint says: `vi` or `en`
 */
export function addLanguage(tag: string, texts: Translation, {like = 'en'}: {readonly like?: Language} = {}): void {
  const lower = tag.toLowerCase();
  added.set(lower, {tag: lower, like, texts});
  listeners.forEach((listener) => listener());
}

/** The added language that is nearest to a BCP 47 tag (RFC 4647, lookup). */
export function findAddedLanguage(tag: string): AddedLanguage | undefined {
  if (added.size === 0) return undefined;
  const parts = tag.toLowerCase().split('-');
  for (; parts.length > 0; parts.pop()) {
    const found = added.get(parts.join('-'));
    if (found) return found;
  }
  return undefined;
}
