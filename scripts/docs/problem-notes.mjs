/**
 * What the docs say of each problem code: what has happened, and what the page has to do where that is more than what
 * its way out says. A code that is added does not pass the type check until it is here.
 */

/** @typedef {import('../../src/domain/problems.ts').Problem['code']} Code */
/**
 * @typedef {object} Note
 * @property {string} what has happened
 * @property {string} [host] what the page does; without it nothing
 * @property {string} [offered] to the customer, where it is another thing than the problem's remedy
 * @property {boolean} [unsent] the reference endpoint knows the code and never sends it
 */

export const groups = {
  host: {
    title: 'Yours to act on',
    about: 'Only these two need code in your page.',
    codes: {
      session_expired: {
        what: 'The endpoint does not know the session, or `getSessionToken` failed.',
        host: 'Listen to `otp-session-expired`, which comes with it. Sign in again, then call `restart()`.',
      },
      step_up_required: {
        what: 'The endpoint wants a stronger proof first, or your own `stepUp` said that the customer did not pass it.',
        host: 'Take your stronger step (biometrics, eKYC), then call `restart()`.',
        unsent: true,
      },
    },
  },
  developer: {
    title: 'Mistakes that only you can mend',
    about:
      'The customer can do nothing here. `problem.hint`, also on the console of a development build, says what is wrong. None of these should reach production.',
    codes: {
      misconfigured: {
        what: 'An attribute is wrong: no URL, not https, a user name in the URL, an unknown purpose.',
        host: 'Mend the attribute that `hint` names.',
      },
      insecure_context: {
        what: 'The page was not served over https (localhost is fine).',
        host: 'Serve it over https.',
      },
      unsupported_channel: {
        what: '`channel` can be the id of none: small letters, digits and hyphens.',
        host: 'Use an id of [the channels](endpoint.md#channels).',
      },
      browser_unsupported: {
        what: 'The browser lacks something that KB-OTP can’t do without; `hint` says what.',
        host: 'Nothing. See [which browsers do](browsers.md).',
      },
      invalid_request: {
        what: 'The request does not fit the contract.',
        host: 'Elements of one version send what that version’s contract says: look for an endpoint of another version, or a gateway that changes bodies.',
      },
      forbidden_origin: {
        what: 'A session cookie came with an origin that is not allowed.',
        host: 'Add the page’s origin to `KB_OTP_ALLOWED_ORIGINS`.',
      },
      not_found: {
        what: 'There is nothing at that address.',
        host: 'Check `endpoint`: it is the base, without a path of the contract.',
      },
      payload_too_large: {what: 'The body is too large.', host: 'Look for what adds to it on the way.'},
      unsupported_media_type: {
        what: 'The body is not `application/json`.',
        host: 'Look for a gateway that changes headers.',
      },
      idempotency_mismatch: {
        what: 'The same `Idempotency-Key` came with another body.',
        host: 'Look for a gateway that changes bodies, or a host’s own endpoint object that makes up keys.',
      },
    },
  },
  code: {
    title: 'The code and its challenge',
    about: 'The customer types again, or asks for a new code. Your page has nothing to do.',
    codes: {
      code_invalid: {what: 'The code is wrong. `attemptsLeft` says how many tries are left.'},
      invalid_format: {what: 'The code has not the form that the challenge asks for.'},
      code_replayed: {what: 'The code was used before. `retryAt` is the moment of the next one, where it is known.'},
      clock_drift: {what: 'The code belongs to another time: the clock of the phone is off.'},
      challenge_expired: {what: 'The time for an answer is over.'},
      challenge_not_found: {
        what: 'The endpoint does not know the challenge in this session.',
        host: 'If it comes often: `getSessionToken` opens another session each time. Give it the one that is open.',
      },
      request_denied: {
        what: 'The customer has rejected the request on their own device. `otp-denied` has said so before, with the reason.',
      },
      challenge_locked: {what: 'The challenge has no tries left.'},
      transaction_mismatch: {
        what: 'The transaction is not the one that was authorized.',
        host: 'Redeem with the same transaction that the element had.',
      },
      grant_expired: {
        what: 'The grant was not redeemed in time.',
        host: 'Redeem it at once, when `otp-verified` comes.',
      },
    },
  },
  limits: {
    title: 'Locks and limits',
    about: 'The customer waits, uses another method, or calls the broker.',
    codes: {
      account_locked: {what: 'The method is locked after wrong codes. `retryAt` says until when, where it is known.'},
      rate_limited: {what: 'Too many requests, or too many messages. `retryAt` says when the next may go.'},
      limit_exceeded: {
        what: 'The amount is over the limit that holds for a day after a change of method.',
        host: 'Listen to `otp-dismissed`: let the customer lower the amount.',
      },
      no_method: {what: 'The account has no method that can be used now.'},
      not_enrolled: {what: 'The account has no method at all, or KB-OTP was given up meanwhile.'},
      maintenance: {what: 'The endpoint is being maintained.', unsent: true},
    },
  },
  network: {
    title: 'Network and endpoint',
    about:
      'If this comes after a code was sent, the element asks the endpoint what became of the code before it offers anything. It never sends one twice.',
    codes: {
      offline: {what: 'The browser says that there is no network. The element tries again when there is.'},
      timeout: {what: 'No answer came within `timeout` milliseconds.'},
      unreachable: {
        what: 'No answer at all, or a part of the elements could not be loaded.',
        host: 'If it always comes: read `hint`. Mostly CORS, a wrong address, or files of `dist/cdn` that are missing.',
      },
      malformed_answer: {
        what: 'The answer does not fit the contract. `hint` names the field.',
        host: 'Mend the endpoint, or your own endpoint object.',
      },
      internal_error: {what: 'The endpoint failed.', host: 'Look `traceId` up in its logs.'},
      upstream_unavailable: {what: 'Something that the endpoint needs does not answer, such as its database.'},
      request_in_progress: {what: 'The same request is still being worked on, or another page is changing the list.'},
      state_conflict: {what: 'Something has changed meanwhile. The element reads the status anew.'},
      client_outdated: {
        what: 'These elements are older than the endpoint, or than the list on this device.',
        host: 'Serve the files of the new version, without a long cache.',
        unsent: true,
      },
      refused: {what: 'Refused, and none of the codes here says why.', host: 'Read `hint`, look `traceId` up.'},
    },
  },
  device: {
    title: 'Registering, the list and this device',
    about: 'Of `<otp-enroll>`, `<otp-list>`, `<otp-cancel>`, and of `<otp-verify>` on a phone that makes codes.',
    codes: {
      grant_required: {
        what: 'The act needs a proof that is not there, or has been used.',
        offered: 'to prove themselves again',
      },
      device_proof_required: {
        what: 'Only the device itself may do this, and its signature was missing or wrong.',
        host: 'Let the header `Device-Proof` through your gateway and CORS.',
      },
      already_enrolled: {what: 'The account is registered already, on another device.', offered: 'to open the list'},
      activation_invalid: {
        what: 'The first code of the new list was wrong: mostly a clock that is off.',
        offered: 'to register again',
      },
      enrolment_expired: {what: 'Registering took too long. Nothing has changed.', offered: 'to register again'},
      enrolment_not_found: {
        what: 'The endpoint does not know the registration in this session.',
        offered: 'to register again',
      },
      weak_password: {
        what: 'The password is too easy to guess. The elements refuse those by themselves.',
        offered: 'to choose another password',
        unsent: true,
      },
      device_disabled: {
        what: 'Too many wrong passwords: the endpoint has destroyed the key of this list.',
        offered: 'to reset the password, which deletes the list',
      },
      device_superseded: {what: 'Another device has taken the account over.'},
      device_locked: {
        what: 'The act needs a list that was unlocked a moment ago.',
        offered: 'to unlock the list again',
      },
      wrong_password: {
        what: 'The KB-OTP password is wrong. `attemptsLeft` says how many tries are left.',
        offered: 'another try; after the last one, to reset the password, which deletes the list',
      },
      vault_missing: {
        what: 'This browser has no List of KB-OTP.',
        offered: 'a code from another device, or to cancel KB-OTP',
      },
      vault_damaged: {
        what: 'What this browser has kept can’t be read, or its key is lost.',
        offered: 'to delete the list, then to cancel and register again',
      },
      vault_locked: {
        what: 'The list was locked while something was done with it.',
        offered: 'to unlock the list again',
      },
      storage_unavailable: {
        what: 'The browser keeps nothing for this page: forbidden, private, or broken.',
        offered: 'to try again',
      },
      storage_failed: {what: 'This once, nothing was kept. Everything is as it was.', offered: 'to try again'},
      passkey_unsupported: {
        what: 'The passkey can’t be used to unlock, whatever the customer does.',
        offered: 'the KB-OTP password',
      },
      passkey_not_set_up: {
        what: 'It could, but the customer has set up no biometrics on this device.',
        offered: 'the KB-OTP password',
      },
      passkey_failed: {
        what: 'Cancelled, not verified, deleted, or another’s. The browser does not say which.',
        offered: 'to try again, or the KB-OTP password',
      },
      passkey_changed: {
        what: 'The passkey answers otherwise than when biometrics were turned on: set up anew on the device, or restored.',
        offered: 'the KB-OTP password; biometrics can be turned on again',
      },
    },
  },
};

/** What is said of each code.
 * @type {Readonly<Record<Code, Note>>} */
export const notes = {
  ...groups.host.codes,
  ...groups.developer.codes,
  ...groups.code.codes,
  ...groups.limits.codes,
  ...groups.network.codes,
  ...groups.device.codes,
};

/** @type {Readonly<Record<import('../../src/domain/problems.ts').Remedy, string>>} */
export const remedies = {
  retry: 'to try again, at once or when the wait is over',
  wait: 'to try again later',
  'verify-again': 'a new code',
  reload: 'to reload the page',
  edit: 'to go back and lower the amount',
  'sign-in': 'to sign in again',
  'step-up': 'to leave; your page takes over',
  broker: 'to leave, and the hot line where the endpoint names one',
  developer: 'nothing',
};
