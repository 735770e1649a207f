import type {Meta} from '@storybook/web-components-vite';
import {expect} from 'storybook/test';
import {accounts, asTyped, cashTransfer, grant, inSeconds, never, status} from './fixtures/index.js';
import {storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {says, scripted, stageOf, verifyMeta} from './fixtures/mount/verify-stage.js';
import {verify} from './fixtures/states/verify.js';

const meta: Meta<Args> = {...verifyMeta, title: 'otp-verify/Flow'};
export default meta;

export const Idle: Story = storiesFrom(verify)('idle');

export const Loading: Story = scripted(
  {getAuthentication: never},
  {
    play: async (context) => {
      const {at, say} = stageOf(context);
      const screen = await at('loading');
      await says(screen, say.loading(), 'busy');
      await expect(screen.root.querySelector('[part~=card]')).toHaveAttribute('aria-busy', 'true');
    },
  },
);

export const ChooseAccount: Story = scripted(
  {},
  {
    args: {account: `${accounts.base} ${accounts.second}`},
    play: async (context) => {
      const {at, say, endpoint} = stageOf(context);
      const screen = await at('choosing-account');
      await expect(screen.text('[part~=heading]')).toBe(asTyped(say.chooseAccount()));
      await expect(screen.choices()).toHaveLength(2);
      await expect(endpoint.calls.getAuthentication).toHaveLength(0);
    },
  },
);

export const PreparingTheChallenge: Story = scripted(
  {createChallenge: never},
  {
    play: async (context) => {
      const {at, say} = stageOf(context);
      await says(await at('requesting'), say.requesting(), 'busy');
    },
  },
);

export const LoginWithoutTransaction: Story = scripted(
  {},
  {
    args: {purpose: 'login', transaction: 'none'},
    play: async (context) => {
      const {at, endpoint} = stageOf(context);
      const screen = await at('code');
      await expect(screen.purpose()).toHaveLength(1);
      await expect(endpoint.calls.createChallenge[0]?.[0]).not.toHaveProperty('transaction');
    },
  },
);

export const Order: Story = scripted(
  {},
  {
    play: async (context) => {
      const {at, language} = stageOf(context);
      const screen = await at('code');
      await expect(screen.purpose()[0]).toContain('VNM');
      await expect(screen.text('.amount bdi')).toContain(language === 'vi' ? '67.500.000' : '67,500,000');
    },
  },
);

export const ListOfOrders: Story = storiesFrom(verify)('asking for a code of a list of orders');
export const CancelledOrder: Story = storiesFrom(verify)('asking for a code of a cancelled order');
export const CashAdvance: Story = storiesFrom(verify)('asking for a code of a cash advance');
export const ChangeOfDetails: Story = storiesFrom(verify)('asking for a code of a change of details');

export const CashTransfer: Story = scripted(
  {},
  {
    args: {purpose: 'cash-transfer', transaction: 'cash transfer'},
    play: async (context) => {
      const {at} = stageOf(context);
      const screen = await at('code');
      await expect(screen.purpose()).toHaveLength(5);
      await expect(screen.purpose().join(' ')).toContain(cashTransfer.beneficiary.name);
    },
  },
);

export const CodePartlyTyped: Story = scripted(
  {},
  {
    play: async (context) => {
      const {type, say, endpoint} = stageOf(context);
      const screen = await type('123');
      await expect(screen.painted()).toBe('123');
      await expect(screen.action(say.confirm())).toBeDisabled();
      await expect(endpoint.calls.answerChallenge).toHaveLength(0);
    },
  },
);

export const CodeComplete: Story = scripted(
  {},
  {
    play: async (context) => {
      const {type, say, element} = stageOf(context);
      const screen = await type('123456');
      await expect(screen.painted()).toBe('123456');
      await expect(screen.action(say.confirm())).toBeEnabled();
      await expect(element.step).toBe('code');
    },
  },
);

export const AutoSubmit: Story = scripted(
  {},
  {
    args: {autoSubmit: true},
    play: async (context) => {
      const {at, type, say, endpoint} = stageOf(context);
      await expect((await at('code')).action(say.confirm())).toBe(undefined);
      await type('123456');
      await says(await at('verified'), say.verified(), 'success');
      await expect(endpoint.calls.answerChallenge).toHaveLength(1);
    },
  },
);

export const Submitting: Story = scripted(
  {answerChallenge: never},
  {
    play: async (context) => {
      const {send, say} = stageOf(context);
      const screen = await send('123456', 'submitting');
      await says(screen, say.submitting(), 'busy');
      await expect(screen.field()).toHaveAttribute('readonly');
      await expect(screen.action(say.confirm())).toBeDisabled();
    },
  },
);

export const Verified: Story = scripted(
  {},
  {
    play: async (context) => {
      const {send, say, element} = stageOf(context);
      const screen = await send('123456', 'verified');
      await says(screen, say.verified(), 'success');
      await expect(screen.field()).toBeNull();
      await expect(element.value).toBe(element.grant?.token);
    },
  },
);

export const AlreadyAuthenticatedInThisSession: Story = scripted(
  {
    getAuthentication: ({request: {account, channel}}) =>
      status({account, channel, grants: [grant({account, channel, scope: 'session', excludes: ['cash-transfer']})]}),
  },
  {
    play: async (context) => {
      const {at, say, endpoint} = stageOf(context);
      await says(await at('verified'), say.verifiedBefore(), 'success');
      await expect(endpoint.calls.createChallenge).toHaveLength(0);
    },
  },
);

export const GrantNoLongerGood: Story = scripted(
  {answerChallenge: ({grant}) => ({...grant, expiresAt: inSeconds(-1, Date.now())})},
  {
    play: async (context) => {
      const {send, say, element} = stageOf(context);
      await says(await send('123456', 'failed'), say.grantExpired(), 'danger');
      await expect(element.value).toBe('');
    },
  },
);

export const Dismissed: Story = scripted(
  {},
  {
    play: async (context) => {
      const {at, press, say} = stageOf(context);
      await at('code');
      const screen = await press(say.leave(), 'dismissed');
      await says(screen, say.dismissed(), 'quiet');
      await expect(screen.action(say.continueVerify())).toBeEnabled();
    },
  },
);

export const Disabled: Story = scripted(
  {},
  {
    args: {disabled: true},
    play: async (context) => {
      const {at, endpoint} = stageOf(context);
      const screen = await at('idle');
      await expect(screen.actions()).toHaveLength(0);
      await expect(endpoint.calls.getAuthentication).toHaveLength(0);
    },
  },
);
