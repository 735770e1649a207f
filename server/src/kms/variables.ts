/** The variables that say where keys are unwrapped: what each may be. */

import * as v from 'valibot';
import { count, isSecureUrl } from '../variable-forms.js';

/** Seconds. */
const usualPatience = 60;

const form = (otherwise: string, pattern: RegExp, message: string) =>
  v.pipe(v.optional(v.string(), otherwise), v.regex(pattern, message));

const path = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

/** What a header can't hold would be quoted by the error that says so. */
export const isToken = (given: string): boolean => /^[\x21-\x7e]+$/.test(given);

export const kmsVariables = {
  KB_OTP_KMS_URL: v.optional(
    v.pipe(v.string(), v.check(isSecureUrl, 'must be an https address (http on this machine only).')),
  ),
  KB_OTP_KMS_NAMESPACE: v.optional(v.pipe(v.string(), v.regex(path, 'must be a path such as team/otp.'))),
  KB_OTP_KMS_MOUNT: form('transit', path, 'must be a path such as transit.'),
  KB_OTP_KMS_KEY_NAME: form('kb-otp', /^[\w-][\w.-]*$/, 'must be the name of a key, such as kb-otp.'),
  KB_OTP_KMS_TOKEN: v.optional(v.pipe(v.string(), v.check(isToken, 'is no token: it has blanks or other signs.'))),
  KB_OTP_KMS_TOKEN_FILE: v.optional(v.string()),
  KB_OTP_KMS_PATIENCE: count(usualPatience),
};

export type KmsSettings = v.InferOutput<v.ObjectSchema<typeof kmsVariables, undefined>>;

/** One sentence each, which begins with the name of the variable. */
export function kmsFaults(given: Readonly<Record<string, string | undefined>>): string[] {
  const { KB_OTP_KMS_URL: url, KB_OTP_KMS_TOKEN: token, KB_OTP_KMS_TOKEN_FILE: file } = given;
  if (token && file) return ['KB_OTP_KMS_TOKEN must not be set where KB_OTP_KMS_TOKEN_FILE is.'];
  return url && !token && !file
    ? ['KB_OTP_KMS_TOKEN or KB_OTP_KMS_TOKEN_FILE must be set where KB_OTP_KMS_URL is.']
    : [];
}
