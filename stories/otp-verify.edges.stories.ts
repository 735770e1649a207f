import type {Meta} from '@storybook/web-components-vite';
import {html} from 'lit';
import {expect} from 'storybook/test';
import {challenge, problem, statusWith} from './fixtures/index.js';
import {furnished} from './fixtures/mount/mount.js';
import {renderElement, valuesOf, type Args, type Story} from './fixtures/mount/stories.js';
import {scripted, stageOf, verifyMeta, type Context} from './fixtures/mount/verify-stage.js';

const meta: Meta<Args> = {...verifyMeta, title: 'otp-verify/Edges'};
export default meta;

export const InAForm: Story = scripted(
  {},
  {
    args: {required: true, name: 'grant'},
    render: (args, context) => html`
      <form @submit=${(event: Event) => event.preventDefault()}>
        ${renderElement('otp-verify', args, context)}
        <p><button>OK</button></p>
      </form>
    `,
    play: async (context) => {
      const {at, send, element} = stageOf(context);
      await at('code');
      await expect(element.form?.checkValidity()).toBe(false);
      await send('123456', 'verified');
      await expect(element.form?.checkValidity()).toBe(true);
      const submitted = [...new FormData(element.form ?? undefined)];
      await expect(submitted).toEqual([['grant', element.grant?.token]]);
    },
  },
);

export const InADisabledFieldset: Story = scripted(
  {},
  {
    render: (args, context) => html`
      <form>
        <fieldset disabled>${renderElement('otp-verify', args, context)}</fieldset>
      </form>
    `,
    play: async (context) => {
      const {at, endpoint} = stageOf(context);
      const screen = await at('idle');
      await expect(screen.actions()).toHaveLength(0);
      await expect(endpoint.calls.getAuthentication).toHaveLength(0);
    },
  },
);

export const CompactDensity: Story = scripted(
  {},
  {
    globals: {density: 'compact'},
    play: async (context) => {
      const {type, element} = stageOf(context);
      await type('12');
      await expect(element).toHaveAttribute('density', 'compact');
    },
  },
);

export const NarrowAs280Pixels: Story = scripted(
  {answerChallenge: problem('code_invalid', {attemptsLeft: 3}), getAuthentication: statusWith('sms', 'email')},
  {
    render: (args, context) => html`<div class="kb-narrow">${renderElement('otp-verify', args, context)}</div>`,
    play: async (context) => {
      const {send, type, element} = stageOf(context);
      await send('123456', 'code');
      const screen = await type('271828');
      await expect(element.getBoundingClientRect().width).toBe(280);
      const card = screen.root.querySelector('[part~=card]');
      await expect(card?.scrollWidth).toBeLessThanOrEqual(card?.clientWidth ?? 0);
      const rows = new Set(
        [...screen.root.querySelectorAll<HTMLElement>('[part~=slot]')].map((slot) => slot.offsetTop),
      );
      await expect(rows.size).toBe(1);
    },
  },
);

const long =
  'CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN ĐẦU TƯ VÀ PHÁT TRIỂN CÔNG NGHỆ KHOA HỌC KỸ THUẬT MIỀN TRUNG TÂY NGUYÊN';

export const LongTexts: Story = scripted(
  {
    getAuthentication: statusWith('sms', 'email'),
    createChallenge: ({request}) =>
      challenge.sms({
        ...request,
        target: `${'rất.dài.'.repeat(10)}@example.vn`,
        display: [
          {label: {vi: long, en: long}, value: {vi: '9'.repeat(60), en: '9'.repeat(60)}, emphasis: true},
          {label: {vi: 'Người thụ hưởng', en: 'Beneficiary'}, value: {vi: long, en: long}},
        ],
      }),
  },
  {play: staysInsideItsCard},
);

/** Names as people and attackers write them: markup, direction overrides, stacked diacritics, other scripts, emoji. */
const names = [
  '<img src=x onerror=alert(1)>',
  'Trần \u202Enâhp nầrT\u202C Phần',
  'נסים בן־דוד',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞',
  '${7*7}{{7*7}}%s%n',
  '田中さん 🏳️‍🌈 ﷽',
];

export const StrangeNames: Story = scripted(
  {
    createChallenge: ({request}) =>
      challenge.kbOtp({
        ...request,
        source: names[1] ?? '',
        display: names.map((name) => ({
          label: {vi: 'Người thụ hưởng', en: 'Beneficiary'},
          value: {vi: name, en: name},
        })),
      }),
  },
  {
    play: async (context) => {
      await staysInsideItsCard(context);
      const {at} = stageOf(context);
      const {root} = await at('code');
      await expect(root.querySelector('img')).toBeNull();
      await expect(
        [...root.querySelectorAll('[part~=purpose] :is(.act, dd)')].every((value) => value.querySelector('bdi')),
      ).toBe(true);
    },
  },
);

export const MessagesOfTheHost: Story = scripted(
  {answerChallenge: problem('code_invalid', {attemptsLeft: 2})},
  {
    args: {
      messages: {
        confirm: 'Đặt lệnh / Place order',
        codeInvalidLeft: (left: number) => `Sai mã / Wrong code (${left})`,
      },
    },
    play: async (context) => {
      const {type, press} = stageOf(context);
      await type('123456');
      const screen = await press('Đặt lệnh / Place order', 'code');
      await expect(screen.status()).toBe('Sai mã / Wrong code (2)');
    },
  },
);

export const HeaderHelpAndFooterOfTheHost: Story = scripted(
  {},
  {
    render: (args, context) => html`
      <otp-verify ${furnished(valuesOf(args, context))}>
        <strong slot="header">KB Securities</strong>
        <small slot="help">1900 1711</small>
        <small slot="footer">KBSV © 2026</small>
      </otp-verify>
    `,
    play: async (context) => {
      const {at} = stageOf(context);
      const {root} = await at('code');
      const filled = [...root.querySelectorAll('slot')].filter((slot) => slot.assignedElements().length === 1);
      await expect(filled.map(({name}) => name)).toEqual(['header', 'help', 'footer']);
    },
  },
);

async function staysInsideItsCard(context: Context): Promise<void> {
  const {at} = stageOf(context);
  const {root} = await at('code');
  const card = root.querySelector('[part~=card]');
  await expect(card?.scrollWidth).toBeLessThanOrEqual(card?.clientWidth ?? 0);
}
