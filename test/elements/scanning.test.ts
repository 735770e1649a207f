/** The customer scans what they sign off the page, also by a device without a network; typing works all the while. */
import {expect} from 'chai';
import {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {
  asTyped,
  challenge,
  fill,
  reached,
  screenOf,
  send,
  shown,
  status,
  type Script,
} from '../../stories/fixtures/index.js';
import {appears, inside, pressable, tap} from '../../stories/fixtures/customer/inside.js';
import {
  given,
  picture as pictureOf,
  pictureText,
  pictures,
  refused,
} from '../../stories/fixtures/states/scan-pictures.js';
import {listOfThisDevice, onThisDevice} from '../../stories/fixtures/states/verify-on-device.js';
import {mountVerify} from './support/mount-account.js';
import {frames, heard, mount, settled} from './support/mount.js';
import {
  approvable,
  bound,
  failing,
  field,
  mountedWith,
  none,
  offered,
  picture,
  pictured,
  read,
  scannable,
  shownBy,
} from './support/scanned-picture.js';
import {json, wire} from './support/wire.js';

describe('a challenge that the customer’s device may scan', () => {
  it('is typed as ever, with the QR code one press away and asked of nobody before', async () => {
    const {element, own} = await offered();
    expect(shown(element.shadowRoot?.querySelector('#hint bdi'))).to.equal(
      'Quét mã QR bằng Danh sách KB-OTP trên “iPhone của Bình”.',
    );
    expect([picture(element), own.length]).to.deep.equal([null, 0]);
    await send(element, 'verified', '48151623');
    expect(own).to.deep.equal([]);
  });

  for (const [what, bytes] of [
    ['an order', 364],
    ['the longest text', 594],
  ] as const)
    it(`is shown to the letter: ${what}`, async () => {
      const text = pictureText('what the endpoint has signed', bytes);
      const {svg, own} = await shownBy(pictures(given({text})));
      expect(read(svg)).to.equal(text);
      expect(own.map(([id]) => id)).to.deep.equal(['chl_5f2b9c7e1a3d']);
      expect([svg.getAttribute('role'), asTyped(svg.getAttribute('aria-label') ?? '')]).to.deep.equal([
        'img',
        'Mã QR để quét bằng điện thoại',
      ]);
    });

  it('has its white margin of four modules, whatever is around it', async () => {
    const {svg} = await shownBy();
    const {width} = svg.viewBox.baseVal;
    const dark = [...(svg.querySelector('path')?.getAttribute('d') ?? '').matchAll(/M(\d+) (\d+)/g)];
    const places = dark.flatMap(([, x, y]) => [Number(x), Number(y)]);
    expect([Math.min(...places), Math.max(...places)]).to.deep.equal([4, width - 5]);
  });

  it('comes with the field, which waits for it rather than move', async () => {
    const {scanning} = OtpVerify.parts;
    let come = () => {};
    OtpVerify.parts.scanning = () => new Promise<void>((resolve) => (come = resolve)).then(scanning);
    try {
      const {element} = mountedWith(pictures());
      await reached(element, 'code');
      await frames();
      expect(field(element)).to.equal(null);
      come();
      await appears(() => field(element));
      expect(screenOf(element).action('Quét mã QR')).not.to.equal(undefined);
    } finally {
      OtpVerify.parts.scanning = scanning;
    }
  });

  it('takes the eight digits while the QR code is shown', async () => {
    const {element, endpoint} = await shownBy();
    expect(field(element)).not.to.equal(null);
    await send(element, 'verified', '48151623');
    expect(endpoint.calls.answerChallenge.map(([, code]) => code)).to.deep.equal(['48151623']);
    expect(picture(element)).to.equal(null);
  });

  it('is hidden again by the same button, which keeps the focus, and what was typed stays', async () => {
    const {element, own} = await offered();
    fill(field(element), '4815');
    (await pressable(element, 'qrShow')).focus();
    await tap(element, 'qrShow');
    await pictured(element);
    await settled();
    expect(shown(element.shadowRoot?.activeElement)).to.equal('Ẩn mã QR');
    await tap(element, 'qrHide');
    await pressable(element, 'qrShow');
    expect([picture(element), field(element)?.value, own.length]).to.deep.equal([null, '4815', 1]);
    expect(shown(element.shadowRoot?.activeElement)).to.equal('Quét mã QR');
  });

  it('is offered where the page takes the code, too', async () => {
    const {element} = await shownBy(pictures(), {mode: 'collect'});
    expect(field(element)).not.to.equal(null);
  });

  it('is asked for where the contract says, over HTTP', async () => {
    const text = pictureText('over the wire');
    const {requests} = wire([
      json({...status(), challenge: challenge.kbOtp({account: '058C123456', ...bound, scannable: 'ES256'})}),
      json(pictureOf({text})),
    ]);
    const {element} = mount({endpoint: 'https://otp.example/v1/'});
    await tap(element, 'qrShow');
    expect(read(await pictured(element))).to.equal(text);
    const {url, init} = requests[1] ?? {};
    expect([init?.method, url]).to.deep.equal(['GET', 'https://otp.example/v1/challenges/chl_5f2b9c7e1a3d/scan']);
  });

  it('leaves its text nowhere but in the picture', async () => {
    const events: Event[] = [];
    for (const name of ['otp-step', 'otp-error', 'otp-verified'])
      document.addEventListener(name, (event) => events.push(event), {once: true});
    const text = pictureText('a secret of these two');
    const {element, svg} = await shownBy(pictures(given({text})));
    expect(read(svg)).to.equal(text);
    await send(element, 'verified', '48151623');
    const [, payload = 'none'] = text.split('.');
    const told = events.map((event) => JSON.stringify({...event, ...Object.assign({}, (event as CustomEvent).detail)}));
    const addresses = performance.getEntriesByType('resource').map(({name}) => name);
    const everything = [svg.outerHTML, element.outerHTML, element.shadowRoot?.innerHTML, ...told, ...addresses].join();
    expect(everything).not.to.contain(payload);
  });
});

describe('a challenge that may be approved as well', () => {
  it('offers both, and shows the QR code above all of that', async () => {
    const {element} = await offered(pictures(), {script: approvable});
    await pressable(element, 'approveTypeCode');
    expect(field(element)).to.equal(null);
    await tap(element, 'qrShow');
    await pictured(element);
    expect(field(element)).not.to.equal(null);
    const actions = screenOf(element).actions().map(shown);
    expect(actions).not.to.include('Phê duyệt trên điện thoại');
    await tap(element, 'qrHide');
    await pressable(element, 'approveTypeCode');
    expect(shown(element.shadowRoot?.querySelector('[part=number]'))).to.equal('47');
  });

  it('goes on by itself where the device that has scanned it approves', async () => {
    const {element, endpoint} = await offered(pictures(), {script: approvable});
    await tap(element, 'qrShow');
    await pictured(element);
    const verified = heard(element, 'otp-verified');
    endpoint.approveOnDevice();
    expect((await verified).grant.purpose).to.equal('order');
    await element.updateComplete;
    expect(picture(element)).to.equal(null);
  });

  it('offers both beside the field, whichever comes first', async () => {
    const {approving} = OtpVerify.parts;
    let come = () => {};
    OtpVerify.parts.approving = () => new Promise<void>((resolve) => (come = resolve)).then(approving);
    try {
      const {element} = mountedWith(pictures(), {script: approvable});
      await appears(() => OtpVerify.parts.approving !== approving && element.step === 'code');
      come();
      await tap(element, 'approveTypeCode');
      await pressable(element, 'approve');
      await pressable(element, 'qrShow');
    } finally {
      OtpVerify.parts.approving = approving;
    }
  });
});

describe('nothing of a QR code', () => {
  const typing = async (element: OtpVerify) => {
    await reached(element, 'code');
    await appears(() => field(element));
    await settled();
    await element.updateComplete;
  };

  it('is shown where the endpoint object has none', async () => {
    const {element} = mountedWith(null);
    await typing(element);
    expect(none(element)).to.deep.equal([null, undefined]);
    expect(shown(element.shadowRoot?.querySelector('#hint bdi'))).to.equal(
      'Xem mã trong Danh sách KB-OTP trên “iPhone của Bình”.',
    );
    await send(element, 'verified', '48151623');
  });

  it('is loaded where it is signed in a way that is not known', async () => {
    const {scanning} = OtpVerify.parts;
    let loads = 0;
    OtpVerify.parts.scanning = () => (loads++, scanning());
    try {
      for (const script of [
        {createChallenge: ({request}) => challenge.kbOtp({...request, ...bound, scannable: 'EdDSA'})},
        {createChallenge: ({request}) => challenge.kbOtp({...request, ...bound})},
      ] satisfies Script[]) {
        const {element} = mountedWith(pictures(), {script});
        await typing(element);
        expect([...none(element), loads]).to.deep.equal([null, undefined, 0]);
      }
    } finally {
      OtpVerify.parts.scanning = scanning;
    }
  });

  it('is shown where its part can’t be loaded', async () => {
    const {scanning} = OtpVerify.parts;
    OtpVerify.parts.scanning = () => Promise.reject(new TypeError('lost'));
    const unheard: Event[] = [];
    const hear = (event: Event) => {
      event.preventDefault();
      unheard.push(event);
    };
    addEventListener('unhandledrejection', hear);
    try {
      const {element} = mountedWith(pictures());
      await typing(element);
      expect(none(element)).to.deep.equal([null, undefined]);
      await send(element, 'verified', '48151623');
      expect(unheard).to.deep.equal([]);
    } finally {
      OtpVerify.parts.scanning = scanning;
      removeEventListener('unhandledrejection', hear);
    }
  });

  it('is left where the endpoint has none of this challenge', async () => {
    const {element, own} = await offered(pictures(refused('not_found')));
    await tap(element, 'qrShow');
    await appears(() => own.length === 1 && !screenOf(element).action('Ẩn mã QR'));
    await settled();
    expect([none(element), failing(element), own.length]).to.deep.equal([[null, undefined], '', 1]);
    expect(screenOf(element).actions().map(shown)).to.deep.equal(['Xác nhận', 'Quay lại', 'Hủy KB-OTP']);
    await send(element, 'verified', '48151623');
  });

  it('is in the way of this device’s own code; whoever types another device’s may scan', async () => {
    const {scanning} = OtpVerify.parts;
    let loads = 0;
    OtpVerify.parts.scanning = () => (loads++, scanning());
    try {
      const {element, endpoint} = await mountVerify({
        standing: onThisDevice,
        list: listOfThisDevice,
        script: scannable,
      });
      Object.assign(endpoint, {getScanPicture: pictures().getScanPicture});
      const part = await inside(element, 'otp-device-code');
      await appears(() => part.shadowRoot?.querySelector('#code'));
      await settled();
      expect([loads, picture(element)]).to.deep.equal([0, null]);
      await tap(part, 'codeFromOtherDevice');
      await tap(element, 'qrShow');
      await pictured(element);
      await tap(part, 'useThisDevice');
      await appears(() => picture(element) === null);
    } finally {
      OtpVerify.parts.scanning = scanning;
    }
  });
});
