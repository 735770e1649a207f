import type {TellingElement} from '../developer.js';
import type {Problem} from '../domain/problems.js';

interface MayHaveTransaction extends TellingElement {
  readonly purpose?: unknown;
  readonly transaction?: unknown;
}

/** `null` for an endpoint that is an object of the page's own. */
const originOf = ({endpoint}: TellingElement): string | null =>
  typeof endpoint === 'string' && URL.canParse(endpoint, document.baseURI)
    ? new URL(endpoint, document.baseURI).origin
    : null;

const noSession = (element: TellingElement): string =>
  element.getSessionToken === null
    ? 'the endpoint saw no session: set `getSessionToken`, or `credentials="include"` for a cookie of another origin'
    : 'the endpoint refused the token of `getSessionToken`, and the one that it gave when asked to renew it';

const withTransaction = new Set<unknown>(['order', 'cancel-order', 'cash-transfer', 'cash-advance', 'profile-change']);

const transaction = (element: MayHaveTransaction): string | null => {
  if (!('transaction' in element)) return null;
  const {purpose} = element;
  if (withTransaction.has(purpose) && !element.transaction)
    return `the purpose ${String(purpose)} needs a transaction: set the property \`transaction\``;
  return !withTransaction.has(purpose) && element.transaction
    ? `the purpose ${String(purpose)} takes no transaction: leave the property \`transaction\` null`
    : null;
};

const advices: Partial<Record<Problem['code'], (element: TellingElement) => string | null>> = {
  session_expired: noSession,
  malformed_answer: () => 'what answered is no KB-OTP endpoint, or one of another version: look at the path',
  invalid_request: transaction,
  refused: transaction,
};

/** What the developer of the page can do about a problem; `null` where its hint says that, or it is not theirs. */
export const adviceFor = (element: TellingElement, {code}: Problem): string | null => advices[code]?.(element) ?? null;

/** What to say of a request that the page's own policy has stopped, if it was an element's. */
export const policyAdvice = (blocked: string): string | null => {
  const elements = document.querySelectorAll<TellingElement>('otp-verify, otp-enroll, otp-list, otp-cancel');
  const element = [...elements].find((each) => {
    const origin = originOf(each);
    return origin !== null && URL.canParse(blocked) && new URL(blocked).origin === origin;
  });
  return (
    (element &&
      `<${element.localName}> can't reach its endpoint: add ${originOf(element)} to connect-src of the page's ` +
        'Content-Security-Policy') ??
    null
  );
};
