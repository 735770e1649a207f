/** Milliseconds after which the page has heard of a request that the browser has ended by itself. */
const heardBy = 1000;

/**
 * The code of a text message that is bound to this page (WebOTP): the browser reads it once the customer agrees. Null
 * where nothing comes: they don't agree, it is given up, or the page may not ask.
 *
 * A request that nobody waits for is called off a moment later, and only if it has not ended: Chromium ends the whole
 * page where a request is called off that it has just ended itself ("the abort controller must be used after
 * initiating an SMS request"; seen in 156; may go when that only rejects).
 */
export async function receiveSentCode(signal: AbortSignal): Promise<string | null> {
  if (signal.aborted) return null;
  const browser = new AbortController();
  let later: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => (later = setTimeout(() => browser.abort(), heardBy)));
  try {
    const asked: object = {otp: {transport: ['sms']}, signal: browser.signal};
    const credential = (await navigator.credentials.get(asked)) as {readonly code?: unknown} | null;
    return typeof credential?.code === 'string' ? credential.code : null;
  } catch {
    return null;
  } finally {
    clearTimeout(later);
  }
}
