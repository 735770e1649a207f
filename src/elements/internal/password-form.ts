import {html, type TemplateResult} from 'lit';
import type {CodeFieldController, CodeFieldView} from '../../controllers/code-field.js';
import type {Problem} from '../../domain/problems.js';
import type {DeviceTexts} from '../../i18n/messages/device.js';
import {codeField} from './code-field.js';
import {danger} from './screen.js';
import type {Status} from './status-line.js';

export interface PasswordForm {
  readonly field: CodeFieldController;
  readonly digits: number;
  readonly label: string;
  readonly purpose: 'new-password' | 'current-password';
  readonly invalid: boolean;
  readonly busy?: boolean;
}

/** What is wrong with what was typed, or false. */
export const passwordComplaint = ({refused, short}: CodeFieldView, say: DeviceTexts, digits: number): string | false =>
  refused ? say.passwordRefused() : short && say.weakLength(digits);

/** What is wrong with what was typed comes first. */
export function complaintOr(
  {field, say, digits}: Pick<PasswordForm, 'field' | 'digits'> & {readonly say: DeviceTexts},
  status: Status,
): Status {
  const complaint = passwordComplaint(field.view, say, digits);
  return complaint ? danger(complaint) : status;
}

/** A KB-OTP password: digits, painted as dots. */
export const passwordForm = ({
  field,
  digits,
  label,
  purpose,
  invalid,
  busy = false,
}: PasswordForm): TemplateResult => html`
  <div class="ask">
    <label for="code" part="label">${label}</label>
  </div>
  ${codeField({
    field,
    format: {length: digits, alphabet: 'digits'},
    describedBy: 'hint status',
    invalid,
    readonly: busy,
    secret: purpose,
  })}
`;

/** A wrong password now would destroy the list: it is sent by hand, once it has been looked at. */
export const isLastTry = (problem: Problem | null): boolean =>
  problem?.code === 'wrong_password' && problem.attemptsLeft === 1;
