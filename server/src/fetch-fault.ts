import { codeOf } from './store/faults.js';

/** Why a request got no answer, in few words: the system's code, or what the connection said. */
export function fetchFault(error: unknown): string {
  const { cause, message } = error as Error & { readonly cause?: { readonly message?: string } };
  return codeOf(cause) ?? cause?.message ?? message;
}
