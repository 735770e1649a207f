/** One verification covers later orders of the session, where the endpoint offers that and the customer ticks it. */
import {expect} from 'chai';
import {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {
  challenge,
  grant,
  order,
  problem,
  reached,
  screenOf,
  send,
  shown,
  status,
  type Script,
} from '../../stories/fixtures/index.js';
import {appears, pressable, tap} from '../../stories/fixtures/customer/inside.js';
import {bringLateParts} from '../../stories/fixtures/mount/late-parts.js';
import {heard, mount, settled, type Setting} from './support/mount.js';

before(bringLateParts);

const until = new Date(2026, 10, 25, 14, 45, 30).toISOString();
const covers = [{purpose: 'order', until}] as const;
const offering = {
  createChallenge: ({request}) => challenge.kbOtp({...request, sessionOffer: covers}),
} satisfies Script;

const box = ({shadowRoot}: Element) => shadowRoot?.querySelector<HTMLInputElement>('[part=session] input') ?? null;
const shownBox = (element: Element): Promise<HTMLInputElement> => appears(() => box(element));
const offered = async (script: Script = {}, setting: Setting = {}) => {
  const mounted = mount({script: {...offering, ...script}, ...setting});
  return {...mounted, ticked: await shownBox(mounted.element)};
};

describe('a challenge beside which later orders may be covered', () => {
  it('offers it unticked, with its end', async () => {
    const {element, ticked} = await offered();
    expect(ticked.checked).to.equal(false);
    expect(shown(element.shadowRoot?.querySelector('[part=session]'))).to.equal('Không hỏi lại khi đặt lệnh đến 14:45');
  });

  it('says what it does not cover: of the box for the ear, and to all who tick it', async () => {
    const {element, ticked} = await offered();
    const screen = screenOf(element);
    const description = element.shadowRoot?.getElementById(ticked.getAttribute('aria-describedby') ?? '');
    expect([shown(description), screen.status()]).to.deep.equal(['Chuyển tiền luôn cần xác thực.', '']);
    ticked.click();
    await element.updateComplete;
    expect(screen.status()).to.equal('Chuyển tiền luôn cần xác thực.');
    ticked.click();
    await element.updateComplete;
    expect(screen.status()).to.equal('');
  });

  it('is answered as ever where the customer leaves it unticked', async () => {
    const {element, endpoint} = await offered();
    const screen = await send(element, 'verified', '123456');
    expect(screen.status()).to.equal('Đã xác thực');
    expect([endpoint.calls.answerChallenge.length, endpoint.calls.answerForSession.length]).to.deep.equal([1, 0]);
  });

  it('is answered for the session where they tick it, and says until when', async () => {
    const {element, endpoint, ticked} = await offered();
    const verified = heard(element, 'otp-verified');
    ticked.click();
    const screen = await send(element, 'verified', '123456');
    expect(screen.status()).to.equal('Quý khách đã xác thực. Không hỏi lại khi đặt lệnh cho đến 14:45.');
    expect([endpoint.calls.answerChallenge.length, endpoint.calls.answerForSession.length]).to.deep.equal([0, 1]);
    const {grant: given, reused} = await verified;
    expect([given.purpose, given.scope, reused, element.value]).to.deep.equal(['order', 'once', false, given.token]);
  });

  it('is answered as ever where they change their mind', async () => {
    const {element, endpoint, ticked} = await offered();
    ticked.click();
    ticked.click();
    await send(element, 'verified', '123456');
    expect(endpoint.calls.answerForSession).to.deep.equal([]);
  });

  it('keeps the tick after a wrong code, and asks anew with the next challenge', async () => {
    let made = 0;
    const {element, endpoint, ticked} = await offered({
      createChallenge: ({request}) =>
        challenge.kbOtp({...request, id: `chl_test_${String(++made).padStart(12, '0')}`, sessionOffer: covers}),
      answerForSession: [problem('code_invalid'), problem('challenge_locked')],
    });
    ticked.click();
    await send(element, 'code', '123456');
    expect((await shownBox(element)).checked).to.equal(true);
    const screen = await send(element, 'failed', '123457');
    screen.primary()?.click();
    await reached(element, 'code');
    expect((await shownBox(element)).checked).to.equal(false);
    expect(endpoint.calls.answerForSession.length).to.equal(2);
  });

  it('promises nothing where the endpoint has withdrawn it meanwhile', async () => {
    const {element, ticked} = await offered({answerForSession: ({grant: given}) => given});
    ticked.click();
    expect((await send(element, 'verified', '123456')).status()).to.equal('Đã xác thực');
  });

  it('is not offered in collect mode, nor for what has no words', async () => {
    for (const setting of [
      {mode: 'collect', script: offering},
      {
        script: {
          createChallenge: ({request}) => challenge.kbOtp({...request, sessionOffer: [{purpose: 'login', until}]}),
        } satisfies Script,
      },
    ] as const) {
      const {element} = mount(setting);
      await reached(element, 'code');
      await appears(() => element.shadowRoot?.querySelector('#code'));
      expect(box(element)).to.equal(null);
    }
  });

  it('is not offered with words that say less than would be covered', async () => {
    const sessionOffer = [...covers, {purpose: 'login', until}] as const;
    const {element} = mount({
      script: {createChallenge: ({request}) => challenge.kbOtp({...request, sessionOffer})},
    });
    await reached(element, 'code');
    await settled();
    expect(box(element)).to.equal(null);
  });

  it('is not in the way of the field that comes back once a used code is over', async () => {
    const {element, ticked} = await offered({answerChallenge: problem('code_replayed', {retryIn: 30})});
    ticked.focus();
    await send(element, 'code', '123456');
    expect([box(element), element.shadowRoot?.activeElement?.id]).to.deep.equal([null, 'status']);
  });

  it('comes after the field and before the ways out, and has the room of a finger', async () => {
    for (const density of ['', 'compact']) {
      const {element, ticked} = await offered({}, {attributes: {density}});
      const {height} = (ticked.closest('label') as HTMLLabelElement).getBoundingClientRect();
      expect(Math.round(height), density).to.equal(44);
      const places = [...(element.shadowRoot?.querySelectorAll('#code, [type=checkbox], .leave') ?? [])];
      expect(places.indexOf(ticked), density).to.equal(1);
    }
  });

  const compact = {density: 'compact'};
  const sized = (element: OtpVerify, width: number) => {
    element.style.cssText = `display:block;inline-size:${width}px;font:16px/1.5 sans-serif`;
  };
  /** Of an order ticket that is offered nothing. */
  const plainHeight = async (lang: string, width: number): Promise<number> => {
    const {element} = mount({transaction: order, attributes: {...compact, lang}});
    sized(element, width);
    await reached(element, 'code');
    return element.getBoundingClientRect().height;
  };

  for (const lang of ['vi', 'en'])
    for (const width of [464, 390, 360, 320])
      for (const attributes of [{}, compact])
        it(`has one line, and its room before it comes: ${lang}, ${width} px, ${JSON.stringify(attributes)}`, async () => {
          const load = OtpVerify.parts.covering;
          let come = () => {};
          OtpVerify.parts.covering = () => new Promise<void>((resolve) => (come = resolve)).then(load);
          try {
            const {element} = mount({script: offering, transaction: order, attributes: {...attributes, lang}});
            sized(element, width);
            await reached(element, 'code');
            const height = () => element.getBoundingClientRect().height;
            const before = height();
            come();
            await shownBox(element);
            const label = element.shadowRoot?.querySelector('[part=session] span');
            expect([height(), label?.getClientRects().length]).to.deep.equal([before, 1]);
            if (attributes === compact) expect(before - (await plainHeight(lang, width))).to.be.within(-2, 2);
          } finally {
            OtpVerify.parts.covering = load;
          }
        });

  it('stands beside the code that is typed in place of an approval, not beside the two digits', async () => {
    const {element} = mount({
      script: {
        createChallenge: ({request}) => challenge.kbOtp({...request, sessionOffer: covers, approval: {number: '47'}}),
      },
    });
    await pressable(element, 'approveTypeCode');
    expect(box(element)).to.equal(null);
    await tap(element, 'approveTypeCode');
    await shownBox(element);
  });
});

describe('an order that an earlier verification covers', () => {
  type Standing = Parameters<typeof status>[0];
  const standing = (over: Parameters<typeof grant>[0] = {}, beside: Standing = {sessionGrant: covers}) =>
    (({request: {account, channel}}) =>
      status({
        account,
        channel,
        grants: [grant({account, channel, sessionGrant: covers, ...over})],
        ...beside,
      })) satisfies Script['getAuthentication'];

  it('is verified without asking, says so, and gives the page the grant of this order', async () => {
    const {element, endpoint} = mount({script: {beginAuthentication: standing()}, transaction: order});
    const {grant: given, reused} = await heard(element, 'otp-verified');
    expect([given.purpose, given.scope, reused, element.value]).to.deep.equal(['order', 'once', true, given.token]);
    const said = () => element.shadowRoot?.querySelector('[role=status]')?.textContent?.trim();
    await appears(() => (/14:45\.$/.test(said() ?? '') ? element : null));
    expect(endpoint.calls.createChallenge).to.deep.equal([]);
  });

  const misfits: Readonly<Record<string, Parameters<typeof grant>[0]>> = {
    'for another purpose': {purpose: 'cash-transfer'},
    'for another account': {account: '058C999999'},
    'for another channel': {channel: 'kb-able'},
    'that has run out': {expiresAt: new Date(Date.now() - 1000).toISOString()},
  };
  for (const [which, over] of Object.entries(misfits))
    it(`is asked about where the grant is one ${which}`, async () => {
      const {element} = mount({script: {beginAuthentication: standing(over)}});
      await reached(element, 'code');
      expect(element.grant).to.equal(null);
    });

  it('is asked about where the status does not say that orders are covered', async () => {
    for (const beside of [{}, {sessionGrant: [{purpose: 'login', until}]}] as const) {
      const {element} = mount({script: {beginAuthentication: standing({}, beside)}});
      await reached(element, 'code');
      expect(element.grant).to.equal(null);
    }
  });

  it('is asked about where the endpoint was not told which order it is', async () => {
    const {element} = mount({script: {getAuthentication: standing()}, transaction: order});
    await reached(element, 'code');
    expect(element.grant).to.equal(null);
  });
});

describe('a page that is offered nothing of it', () => {
  it('loads nothing more', async () => {
    const load = OtpVerify.parts.covering;
    let loads = 0;
    OtpVerify.parts.covering = () => (loads++, load());
    const {element} = mount();
    await send(element, 'verified', '123456');
    await settled();
    OtpVerify.parts.covering = load;
    expect(loads).to.equal(0);
  });
});
