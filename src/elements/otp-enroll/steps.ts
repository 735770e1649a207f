import {html, nothing} from 'lit';
import type {EnrollState} from '../../flows/enroll-state.js';
import type {Part} from '../internal/screen.js';
import type {EnrollTexts} from './texts.js';

const names = ['stepTerms', 'stepProve', 'stepPassword', 'stepActivate'] as const;

/** Which of the four each screen belongs to; those before and after are no step. */
const steps: Partial<Record<EnrollState['step'], 1 | 2 | 3 | 4>> = {
  terms: 1,
  proving: 2,
  'stepping-up': 2,
  'choosing-accounts': 2,
  'checking-proofs': 2,
  'needing-proofs': 2,
  'proving-account': 2,
  'creating-password': 3,
  'confirming-password': 3,
  'entering-password': 3,
  unlocking: 3,
  resuming: 3,
  activating: 4,
  'resuming-activation': 4,
};

/** How far the customer has come, in words and as segments. */
export function stepsOf(state: EnrollState['step'], say: EnrollTexts): Part {
  const step = steps[state];
  const name = step && names[step - 1];
  if (!name) return nothing;
  return html`<p class="steps" part="steps" .style=${`--_step:${step}`}>
    ${say.stepOf(step, names.length, say[name]())}
  </p>`;
}
