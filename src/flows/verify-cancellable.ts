import type {AuthenticationStatus} from '../domain/contract.js';
import type {VerifyState} from './verify-state.js';

/** The status and the method that KB-OTP could be cancelled in place of, or null where that is nothing to offer. */
export function cancellable(
  state: VerifyState,
): {readonly status: AuthenticationStatus; readonly method: string} | null {
  if (state.request.purpose === 'cancel') return null;
  const asked = askedOf(state);
  const isKbOtp = asked?.status.methods.some(({id, kind}) => id === asked.method && kind === 'kb-otp');
  return asked && isKbOtp ? asked : null;
}

function askedOf(state: VerifyState) {
  if (state.step === 'code') return {status: state.status, method: state.challenge.method.id};
  return state.step === 'failed' && state.retry.type === 'challenge' ? state.retry : null;
}
