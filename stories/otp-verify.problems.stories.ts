import type {Meta} from '@storybook/web-components-vite';
import {expect} from 'storybook/test';
import type {Problem} from '../src/domain/problems.js';
import type {Status} from '../src/elements/internal/status-line.js';
import type {VerifyTexts} from '../src/elements/otp-verify/texts.js';
import {never, outcome, problem, type Script} from './fixtures/index.js';
import {storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {says, scripted, stageOf, verifyMeta} from './fixtures/mount/verify-stage.js';
import {verify} from './fixtures/states/verify.js';

const meta: Meta<Args> = {...verifyMeta, title: 'otp-verify/Problems'};
export default meta;

type Words = (say: VerifyTexts) => string;
type Facts = Parameters<typeof problem>[1];

/** The code is refused; the customer reads why and types another. */
const refused = (code: Problem['code'], words: Words, facts: Facts = {}, script: Script = {}): Story =>
  scripted(
    {answerChallenge: () => problem(code, facts), ...script},
    {
      play: async (context) => {
        const {send, say} = stageOf(context);
        const screen = await send('123456', 'code');
        await says(screen, words(say), 'danger');
        await expect(screen.field()).toHaveValue('');
        await expect(screen.field()).toHaveAttribute('aria-invalid', 'true');
        await expect(screen.root.activeElement).toBe(screen.field());
      },
    },
  );

/** The screen ends here; `way` is the one thing to do next. */
const ended = (script: Script, words: Words, way?: Words): Story =>
  scripted(script, {
    play: async (context) => {
      const {at, say} = stageOf(context);
      const screen = await at('failed');
      await says(screen, words(say), 'danger');
      if (way) await expect(screen.action(way(say))).toBeEnabled();
    },
  });

/** As `ended`, after a code was sent. */
const endedByAnswer = (
  code: Problem['code'],
  words: Words,
  facts: Facts = {},
  way?: Words,
  tone: Status['tone'] = 'danger',
): Story =>
  scripted(
    {answerChallenge: () => problem(code, facts)},
    {
      play: async (context) => {
        const {send, say} = stageOf(context);
        const screen = await send('123456', 'failed');
        await says(screen, words(say), tone);
        if (way) await expect(screen.action(way(say))).toBeEnabled();
      },
    },
  );

const again: Words = (say) => say.newChallenge();
const retry: Words = (say) => say.retry();

export const WrongCode = refused('code_invalid', (say) => say.codeInvalidLeft(3), {attemptsLeft: 3});
export const LastAttempt = refused('code_invalid', (say) => say.codeInvalidLast(), {attemptsLeft: 1});
export const ClockDrift = refused('clock_drift', (say) => say.clockDrift(), {attemptsLeft: 4});
export const TooFast = refused('rate_limited', (say) => say.rateLimited(), {retryIn: 20});
/** The place of the field waits for the next code. */
export const CodeUsedBefore: Story = scripted(
  {answerChallenge: () => problem('code_replayed', {retryIn: 20})},
  {
    play: async (context) => {
      const {send, say} = stageOf(context);
      const screen = await send('123456', 'code');
      await says(screen, say.codeReplayed(), 'danger');
      await expect(screen.text('.wait')).toMatch(/0:(20|1\d)/);
    },
  },
);
export const CodeWasNotHeard = refused('timeout', (say) => say.notSent());

export const RefusedCharacters: Story = scripted(
  {},
  {
    play: async (context) => {
      const {type, say} = stageOf(context);
      const screen = await type('12x');
      await says(screen, say.codeRefused(), 'danger');
      await expect(screen.field()).toHaveValue('12');
    },
  },
);

export const Expired = endedByAnswer('challenge_expired', (say) => say.challengeExpired(), {}, again, 'quiet');
export const ChallengeNoLongerKnown: Story = storiesFrom(verify)('challenge no longer known');
export const ChallengeLocked = endedByAnswer('challenge_locked', (say) => say.challengeLocked(), {}, again);
export const WrongCodeAndNoneLeft = endedByAnswer(
  'code_invalid',
  (say) => say.challengeLocked(),
  {attemptsLeft: 0},
  again,
);
export const TransactionChanged = endedByAnswer('transaction_mismatch', (say) => say.transactionMismatch(), {}, again);
export const LockedWithoutEnd = endedByAnswer(
  'account_locked',
  (say) => say.accountLocked(),
  {},
  (say) => say.callHotline('1900 1711'),
);

export const LockedUntil: Story = scripted(
  {answerChallenge: () => problem('account_locked', {retryIn: 240})},
  {
    play: async (context) => {
      const {send, say} = stageOf(context);
      const screen = await send('123456', 'failed');
      await says(screen, say.accountLockedUntil(), 'danger');
      await expect(screen.primary()).toBeDisabled();
      await expect(screen.primary()).toHaveTextContent(/(4:0[01]|3:5\d)$/);
    },
  },
);

export const SessionExpired: Story = scripted(
  {answerChallenge: problem('session_expired')},
  {
    play: async (context) => {
      const {send, say, element} = stageOf(context);
      const expired = new Promise(
        (resolve) => void element.addEventListener('otp-session-expired', resolve, {once: true}),
      );
      await says(await send('123456', 'failed'), say.sessionExpired(), 'danger');
      await expired;
    },
  },
);

export const RateLimited: Story = scripted(
  {createChallenge: () => problem('rate_limited', {retryIn: 45})},
  {
    play: async (context) => {
      const {at, say} = stageOf(context);
      const screen = await at('failed');
      await says(screen, say.rateLimited(), 'danger');
      await expect(screen.primary()).toBeDisabled();
    },
  },
);

export const Offline = ended({getAuthentication: problem('offline')}, (say) => say.offline(), retry);
export const Unreachable = ended({getAuthentication: problem('unreachable')}, (say) => say.unreachable(), retry);
export const TimedOut = ended({getAuthentication: problem('timeout')}, (say) => say.unreachable(), retry);
export const Malformed = ended({getAuthentication: problem('malformed_answer')}, (say) => say.unreachable(), retry);
export const Maintenance = ended({getAuthentication: problem('maintenance')}, (say) => say.maintenance(), retry);
export const ServerError = ended({createChallenge: problem('internal_error')}, (say) => say.serverError(), retry);
export const SendFailed = ended({createChallenge: problem('upstream_unavailable')}, (say) => say.serverError(), retry);
export const StepUpRequired = ended({createChallenge: problem('step_up_required')}, (say) => say.stepUpRequired());
export const ClientOutdated = ended({getAuthentication: problem('client_outdated')}, (say) => say.clientOutdated());
export const Refused = ended({createChallenge: problem('forbidden_origin')}, (say) => say.refused());

/** An answer was sent and none was heard: the element asks what became of it. */
const askingBack = (script: Script, play: Story['play']): Story =>
  scripted({answerChallenge: problem('timeout'), ...script}, play ? {play} : {});

export const Checking = askingBack({getChallenge: never}, async (context) => {
  const {send, say} = stageOf(context);
  await says(await send('123456', 'checking'), say.checking(), 'busy');
});

export const OutcomeUnknown = askingBack({getChallenge: problem('unreachable')}, async (context) => {
  const {send, say, endpoint} = stageOf(context);
  const screen = await send('123456', 'outcome-unknown');
  await says(screen, say.outcomeUnknown(), 'danger');
  await expect(screen.field()).toBeNull();
  await expect(screen.action(say.askAgain())).toBeEnabled();
  await expect(endpoint.calls.answerChallenge).toHaveLength(1);
});

export const OutcomeWasSuccess = askingBack(
  {getChallenge: ({challenge, grant}) => outcome({state: 'accepted', challenge, grant})},
  async (context) => {
    const {send, say, endpoint} = stageOf(context);
    await says(await send('123456', 'verified'), say.verified(), 'success');
    await expect(endpoint.calls.answerChallenge).toHaveLength(1);
  },
);

/** What only the developer of the host page can mend: no retry is offered. */
const misconfigured = (args: Partial<Args>): Story =>
  scripted(
    {},
    {
      args,
      play: async (context) => {
        const {at, say} = stageOf(context);
        const screen = await at('failed');
        await says(screen, say.misconfigured(), 'danger');
        await expect(screen.primary()).toBeNull();
      },
    },
  );

export const MissingEndpoint = misconfigured({endpoint: ''});
export const UnsupportedChannel = misconfigured({channel: 'KB-Moon'});
