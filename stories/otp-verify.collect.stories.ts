import type {Meta} from '@storybook/web-components-vite';
import {html} from 'lit';
import {expect} from 'storybook/test';
import type {Problem} from '../src/domain/problems.js';
import type {Status} from '../src/elements/internal/status-line.js';
import type {VerifyTexts} from '../src/elements/otp-verify/texts.js';
import type {VerifyStep} from '../src/flows/verify-state.js';
import type {OtpSubmitEvent, SubmitOutcome} from '../src/submit-event.js';
import {challenge} from './fixtures/index.js';
import {renderElement, type Args, type Story} from './fixtures/mount/stories.js';
import {says, scripted, stageOf, verifyMeta} from './fixtures/mount/verify-stage.js';

const meta: Meta<Args> = {...verifyMeta, title: 'otp-verify/Collect mode'};
export default meta;

type Answer = (event: OtpSubmitEvent) => void;

/** A page that takes the code itself. */
const collecting = (answer: Answer | null, story: Story): Story =>
  scripted(
    {},
    {
      ...story,
      args: {mode: 'collect', ...story.args},
      render: (args, context) => html`<div @otp-submit=${answer}>${renderElement('otp-verify', args, context)}</div>`,
    },
  );

const takes =
  (outcome: () => SubmitOutcome | Promise<SubmitOutcome>): Answer =>
  (event) => {
    event.takeCode();
    event.respondWith(outcome());
  };

interface End {
  readonly step: VerifyStep;
  readonly words: (say: VerifyTexts) => string;
  readonly tone?: Status['tone'];
}

/** A code is given, and the customer reads what the page made of it. */
const ends = (answer: Answer | null, {step, words, tone = 'danger'}: End, args: Args = {}): Story =>
  collecting(answer, {
    args,
    play: async (context) => {
      const {send, say} = stageOf(context);
      await says(await send('123456', step), words(say), tone);
    },
  });

const refused = (code: Problem['code'], facts: Omit<Problem, 'code'> = {}): Answer =>
  takes(() => ({ok: false, problem: {code, ...facts}}));

export const AsksForACode = collecting(
  takes(() => ({ok: true})),
  {
    play: async (context) => {
      const screen = await stageOf(context).at('code');
      await expect(screen.field()).toBeEnabled();
    },
  },
);

export const PageIsPlacingTheOrder = collecting(
  takes(() => new Promise(() => undefined)),
  {
    play: async (context) => {
      const {send, say} = stageOf(context);
      await says(await send('123456', 'submitting'), say.submitting(), 'busy');
    },
  },
);

export const Accepted = ends(
  takes(() => ({ok: true})),
  {step: 'verified', words: (say) => say.verified(), tone: 'success'},
);

export const WrongCode = ends(refused('code_invalid', {attemptsLeft: 2}), {
  step: 'code',
  words: (say) => say.codeInvalidLeft(2),
});

export const AccountLocked = ends(refused('account_locked'), {step: 'failed', words: (say) => say.accountLocked()});

export const OrderHasChanged = ends(refused('transaction_mismatch'), {
  step: 'failed',
  words: (say) => say.transactionMismatch(),
});

export const PageNeverAnswers = ends(
  takes(() => new Promise(() => undefined)),
  {step: 'outcome-unknown', words: (say) => say.outcomeUnknown()},
  {timeout: 100},
);

export const PageFails = ends(
  takes(() => Promise.reject(new TypeError('network'))),
  {step: 'outcome-unknown', words: (say) => say.outcomeUnknown()},
);

export const NobodyTakesTheCode = ends(null, {step: 'failed', words: (say) => say.misconfigured()});

/** The page's back end has made it, and sent the code. */
export const ChallengeOfThePage = ends(
  takes(() => ({ok: true})),
  {step: 'verified', words: (say) => say.verified(), tone: 'success'},
  {challenge: challenge.sms({id: 'transaction-00004711', channel: 'kb-trade'}), channel: 'kb-trade'},
);

/** Its code was accepted: the page has to make another one. */
export const ChallengeOfThePageIsSpent = collecting(
  takes(() => ({ok: true})),
  {
    args: {challenge: challenge.sms({id: 'transaction-00004712', channel: 'kb-trade'}), channel: 'kb-trade'},
    play: async (context) => {
      const {send, at, say, element} = stageOf(context);
      await send('123456', 'verified');
      element.restart();
      await says(await at('failed'), say.challengeExpired(), 'quiet');
    },
  },
);
