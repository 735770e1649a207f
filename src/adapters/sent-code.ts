/**
 * The code of a text message that is bound to this page (WebOTP): the browser reads it once the customer agrees. Null
 * where nothing comes: they don't agree, it is given up, or the page may not ask.
 */
export async function receiveSentCode(signal: AbortSignal): Promise<string | null> {
  try {
    const asked: object = {otp: {transport: ['sms']}, signal};
    const credential = (await navigator.credentials.get(asked)) as {readonly code?: unknown} | null;
    return typeof credential?.code === 'string' ? credential.code : null;
  } catch {
    return null;
  }
}
