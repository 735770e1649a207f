/** Events of an element, as lines to read. */

export interface Line {
  readonly at: string;
  readonly name: string;
  readonly says: string;
}

/** Every event that an element fires. */
export const names = [
  'otp-verified',
  'otp-enrolled',
  'otp-synchronized',
  'otp-cancelled',
  'otp-removed',
  'otp-reset',
  'otp-done',
  'otp-dismissed',
  'otp-error',
  'otp-session-expired',
  'otp-step',
  'otp-list-requested',
  'otp-enroll-requested',
] as const satisfies readonly (keyof GlobalEventHandlersEventMap)[];

/** A grant opens what it was given for; nobody reads it over somebody's shoulder. */
const withoutToken = (key: string, value: unknown) => (key === 'token' ? '…' : value);

/** What an event has of its own: those of every event are inherited. */
export function lineOf(event: Event): Line {
  const {isTrusted: _, ...own} = {...event} as Record<string, unknown>;
  const says = Object.keys(own).length === 0 ? '' : JSON.stringify(own, withoutToken, 1).replace(/\s+/g, ' ');
  return {at: new Date().toLocaleTimeString('en-GB'), name: event.type, says};
}
