import type {PasswordWeakness} from '../../domain/password-rules.js';
import {describeWeaknesses, type DeviceTexts} from '../../i18n/messages/device.js';
import {complaintOr, passwordForm, type PasswordForm} from './password-form.js';
import {danger, silent, type Screen} from './screen.js';

interface NewPasswordView extends Pick<PasswordForm, 'field' | 'digits'> {
  readonly say: DeviceTexts;
}

type BodyAndStatus = Pick<Screen, 'body' | 'hint' | 'status'>;

/** Where a KB-OTP password is made up. */
export const newPassword = (view: NewPasswordView, refusals: readonly PasswordWeakness[]): BodyAndStatus => {
  const {say, digits} = view;
  const wrong = refusals.length > 0 && describeWeaknesses(refusals, say, digits);
  return screen(view, {label: say.passwordNew(), hint: say.passwordNewHint(digits), wrong});
};

/** Where it is typed once more. */
export const repeatedPassword = (view: NewPasswordView, mismatch: boolean): BodyAndStatus => {
  const {say} = view;
  const wrong = mismatch && say.passwordMismatch();
  return screen(view, {label: say.passwordAgain(), hint: say.passwordAgainHint(), wrong});
};

interface Question extends Pick<PasswordForm, 'label'> {
  readonly hint: string;
  /** What was wrong with the last one, or false. */
  readonly wrong: string | false;
}

const screen = (view: NewPasswordView, {label, hint, wrong}: Question): BodyAndStatus => {
  const {field, digits} = view;
  return {
    body: passwordForm({field, digits, label, purpose: 'new-password', invalid: wrong !== false}),
    hint,
    status: complaintOr(view, wrong ? danger(wrong) : silent),
  };
};
