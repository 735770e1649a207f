import type {Meta} from '@storybook/web-components-vite';
import {expect} from 'storybook/test';
import type {MethodKind} from '../src/domain/contract.js';
import type {VerifyTexts} from '../src/elements/otp-verify/texts.js';
import {challenge, methods, never, asTyped, problem, statusWith} from './fixtures/index.js';
import type {Args, Story} from './fixtures/mount/stories.js';
import {says, scripted, stageOf, verifyMeta} from './fixtures/mount/verify-stage.js';

const meta: Meta<Args> = {...verifyMeta, title: 'otp-verify/Methods'};
export default meta;

type Words = (say: VerifyTexts, language: 'vi' | 'en') => string;

/** The code screen of one method: its label, where the code is found, and a field that takes that kind of code. */
const codeScreen = (kind: MethodKind, label: Words, hint: Words, code: string): Story =>
  scripted(
    {getAuthentication: statusWith(kind)},
    {
      play: async (context) => {
        const {type, say, language} = stageOf(context);
        const screen = await type(code);
        await expect(screen.text('label')).toBe(asTyped(label(say, language)));
        await expect(screen.text('[part~=hint] bdi')).toBe(asTyped(hint(say, language)));
        await expect(screen.field()?.value).toBe(code);
        await expect(screen.action(say.confirm())).toBeEnabled();
      },
    },
  );

const none: Words = () => '';

export const KbOtp = {
  ...codeScreen(
    'kb-otp',
    (say) => say.codeKbOtp(),
    (say) => say.hintKbOtp('iPhone của Bình'),
    '314159',
  ),
  name: 'KB-OTP',
};
export const Sms = {
  ...codeScreen(
    'sms',
    (say) => say.codeSent(),
    (say) => say.hintSms(methods.sms.target),
    '271828',
  ),
  name: 'SMS',
};
export const Email = codeScreen(
  'email',
  (say) => say.codeSent(),
  (say) => say.hintEmail(methods.email.target),
  '161803',
);
export const Voice = codeScreen(
  'voice',
  (say) => say.codeSent(),
  (say) => say.hintVoice(methods.voice.target),
  '141421',
);
export const MatrixCard = codeScreen('matrix', (say) => say.codeMatrix('B3, F7, H1'), none, '042517');
export const HardwareToken = codeScreen(
  'token',
  (say) => say.codeToken(),
  (say) => say.hintToken('VASCO 27-1043871'),
  '577215',
);
export const StaticPassword = codeScreen('password', (say) => say.codePassword(), none, 'Một hai Ba 4!');
export const OtherMethod = codeScreen(
  'other',
  (say, language) => say.codeOther(methods.other.label[language]),
  none,
  'Kb7Q2x9Z',
);

export const KbOtpOnAnUnnamedPhone: Story = {
  ...scripted(
    {
      createChallenge: ({request}) => {
        const {source: _, ...unnamed} = challenge.kbOtp(request);
        return unnamed;
      },
    },
    {
      play: async (context) => {
        const {at, say} = stageOf(context);
        await expect((await at('code')).text('[part~=hint] bdi')).toBe(asTyped(say.hintKbOtpAnyPhone()));
      },
    },
  ),
  name: 'KB-OTP On An Unnamed Phone',
};

export const ChooseMethod: Story = scripted(
  {getAuthentication: statusWith('kb-otp', 'sms', 'email', 'matrix')},
  {
    play: async (context) => {
      const {at, press, say} = stageOf(context);
      await at('code');
      const screen = await press(say.otherMethod(), 'choosing-method');
      await expect(screen.text('[part~=heading]')).toBe(asTyped(say.chooseMethod()));
      await expect(screen.choices()).toHaveLength(4);
      await expect(screen.choices()[1]).toHaveTextContent(methods.sms.target);
    },
  },
);

export const MethodChangedMeanwhile: Story = scripted(
  {
    getAuthentication: [statusWith('kb-otp'), statusWith('sms', 'email')],
    answerChallenge: problem('state_conflict'),
    getChallenge: problem('not_enrolled'),
  },
  {
    play: async (context) => {
      const {send, say} = stageOf(context);
      const screen = await send('123456', 'choosing-method');
      await says(screen, say.methodChanged(), 'quiet');
      await expect(screen.choices()).toHaveLength(2);
    },
  },
);

const sms = statusWith('sms');

export const ResendCooling: Story = scripted(
  {getAuthentication: sms},
  {
    play: async (context) => {
      const {at} = stageOf(context);
      const screen = await at('code');
      const resend = screen.actions().find((action) => /\d:\d\d$/.test(action.textContent ?? ''));
      await expect(resend).toBeDisabled();
    },
  },
);

export const ResendReady: Story = scripted(
  {getAuthentication: sms, createChallenge: ({request}) => challenge.sms({...request, resendIn: 0})},
  {
    play: async (context) => {
      const {at, say} = stageOf(context);
      await expect((await at('code')).action(say.resend())).toBeEnabled();
    },
  },
);

export const NoResendLeft: Story = scripted(
  {getAuthentication: sms, createChallenge: ({request}) => challenge.sms({...request, resendIn: 0, resendsLeft: 0})},
  {
    play: async (context) => {
      const {at, say} = stageOf(context);
      await expect((await at('code')).action(say.noResendsLeft())).toBeDisabled();
    },
  },
);

export const Resending: Story = scripted(
  {
    getAuthentication: sms,
    createChallenge: ({request}) => challenge.sms({...request, resendIn: 0}),
    resendChallenge: never,
  },
  {
    play: async (context) => {
      const {at, press, say} = stageOf(context);
      await at('code');
      await says(await press(say.resend(), 'resending'), say.resending(), 'busy');
    },
  },
);

export const Resent: Story = scripted(
  {getAuthentication: sms, createChallenge: ({request}) => challenge.sms({...request, resendIn: 0})},
  {
    play: async (context) => {
      const {press, type, say, endpoint} = stageOf(context);
      await type('12');
      const screen = await press(say.resend(), 'code');
      await says(screen, say.resent(), 'success');
      await expect(screen.field()?.value).toBe('');
      await expect(endpoint.calls.resendChallenge).toHaveLength(1);
    },
  },
);

export const ResendRefused: Story = scripted(
  {
    getAuthentication: sms,
    createChallenge: ({request}) => challenge.sms({...request, resendIn: 0}),
    resendChallenge: problem('rate_limited'),
  },
  {
    play: async (context) => {
      const {at, press, say} = stageOf(context);
      await at('code');
      await says(await press(say.resend(), 'code'), say.rateLimited(), 'danger');
    },
  },
);
