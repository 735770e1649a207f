/** What a camera sees is read as far as a page can have a camera without one: a canvas stands for it. */
import {expect} from 'chai';
import encodeQR from 'qr';
import {camera} from '../../src/adapters/camera.js';
import {findReader, newFrame, type Frame} from '../../src/adapters/qr-reader.js';
import {timersOf} from '../elements/support/fake-timers.js';
import type {CameraHearing, OpenCamera} from '../../src/ports/camera.js';

const devices = Object.getOwnPropertyDescriptor(Navigator.prototype, 'mediaDevices');

function useDevices(getUserMedia?: (wanted: MediaStreamConstraints) => Promise<MediaStream>): void {
  const value = getUserMedia && {getUserMedia};
  Object.defineProperty(navigator, 'mediaDevices', {configurable: true, value});
}

function draw({canvas, context}: Frame, text: string, [width, height] = [1280, 720]): void {
  Object.assign(canvas, {width, height});
  context.fillStyle = '#8a8378';
  context.fillRect(0, 0, width, height);
  const rows = encodeQR(text, 'raw', {border: 4, ecc: 'low'});
  const module = Math.floor((0.9 * height) / rows.length);
  const [left, top] = [width, height].map((side) => Math.floor((side - module * rows.length) / 2));
  rows.forEach((row, y) =>
    row.forEach((isDark, x) => {
      context.fillStyle = isDark ? '#1b1915' : '#f2eee6';
      context.fillRect((left ?? 0) + x * module, (top ?? 0) + y * module, module, module);
    }),
  );
}

/** A camera before which a QR code of that text is held; and its tracks. */
function holding(text: string): {readonly tracks: MediaStreamTrack[]; readonly wanted: MediaStreamConstraints[]} {
  const [tracks, wanted]: [MediaStreamTrack[], MediaStreamConstraints[]] = [[], []];
  useDevices(async (constraints) => {
    wanted.push(constraints);
    const frame = newFrame();
    if (!frame) throw new Error('nothing can be painted here');
    const stream = frame.canvas.captureStream(20);
    const paint = () => {
      draw(frame, text);
      if (stream.active) requestAnimationFrame(paint);
    };
    paint();
    tracks.push(...stream.getTracks());
    return stream;
  });
  return {tracks, wanted};
}

async function opened(hearing: Partial<CameraHearing> = {}): Promise<OpenCamera> {
  const answer = await camera.open({onText: () => undefined, onLost: () => undefined, ...hearing});
  if (typeof answer === 'string') throw new Error(answer);
  document.body.append(answer.view);
  return answer;
}

/** Milliseconds between two looks of the adapter. */
const EVERY = 150;
/** Long enough for several of them. */
const moment = () => new Promise((resolve) => void setTimeout(resolve, 400));

const longest = `${'A'.repeat(20)}.${'b9-_'.repeat(198)}.${'C'.repeat(86)}`;

describe('the camera of this browser', () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'mediaDevices');
    document.querySelectorAll('video').forEach((view) => view.remove());
  });

  it('that this page stands in for can be put back', () => {
    expect(devices?.get).to.be.a('function');
  });

  for (const text of ['KB-OTP', longest])
    it(`reads a QR code of ${text.length} characters, again and again, until it is closed`, async () => {
      const {tracks, wanted} = holding(text);
      let read: (text: string) => void = () => undefined;
      const texts: string[] = [];
      const next = () => new Promise<string>((resolve) => void (read = resolve));
      const first = next();
      const {close, view} = await opened({onText: (found) => (texts.push(found), read(found))});
      expect(await first).to.equal(text);
      expect(await next()).to.equal(text);
      expect(wanted[0]).to.have.nested.property('video.facingMode', 'environment');
      close();
      const {length} = texts;
      const timers = await timersOf(moment);
      expect(timers).to.not.include(EVERY);
      expect(tracks.map(({readyState}) => readyState)).to.deep.equal(['ended']);
      expect((view as HTMLVideoElement).srcObject).to.equal(null);
      expect(texts).to.have.length(length);
    });

  it('reads nothing more once it is closed by what it has read', async () => {
    holding('KB-OTP');
    let times = 0;
    const isRead = new Promise<void>((resolve) => {
      const opening = opened({
        onText: () => {
          times += 1;
          void opening.then(({close}) => close()).then(resolve);
        },
      });
    });
    await isRead;
    await moment();
    expect([times, await timersOf(moment)]).to.deep.equal([1, [400]]);
  });

  it('reads nothing while the page is hidden', async () => {
    holding('KB-OTP');
    const texts: string[] = [];
    Object.defineProperty(document, 'visibilityState', {configurable: true, value: 'hidden'});
    const {close} = await opened({onText: (text) => void texts.push(text)});
    await moment();
    expect(texts).to.deep.equal([]);
    Reflect.deleteProperty(document, 'visibilityState');
    while (texts.length === 0) await moment();
    close();
  });

  for (const [name, told] of [
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotFoundError', 'none'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
  ] as const)
    it(`is told to be “${told}” where the browser says ${name}`, async () => {
      useDevices(() => Promise.reject(new DOMException('', name)));
      expect(await camera.open({onText: () => undefined, onLost: () => undefined})).to.equal(told);
    });

  it('is none where the page may have none at all', async () => {
    useDevices();
    expect(await camera.open({onText: () => undefined, onLost: () => undefined})).to.equal('none');
  });

  it('that is taken away says so', async () => {
    const {tracks} = holding('KB-OTP');
    let times = 0;
    const {close} = await opened({onLost: () => void (times += 1)});
    tracks[0]?.dispatchEvent(new Event('ended'));
    expect(times).to.equal(1);
    close();
  });
});

describe('what reads QR codes', () => {
  const page = globalThis as {BarcodeDetector?: unknown};
  const own = page.BarcodeDetector;
  afterEach(() => {
    if (own) page.BarcodeDetector = own;
    else delete page.BarcodeDetector;
  });

  const detector = (detect: () => Promise<{rawValue: string}[]>, formats = ['qr_code']) => {
    page.BarcodeDetector = class {
      static getSupportedFormats = async () => formats;
      detect = detect;
    };
  };
  const frameOf = (text: string): Frame => {
    const frame = newFrame()!;
    draw(frame, text, [720, 720]);
    return frame;
  };

  it('is the browser’s own where it reads a picture that is known', async () => {
    let asked = 0;
    detector(async () => ((asked += 1), [{rawValue: 'KB-OTP'}]));
    const read = await findReader();
    expect(await read(frameOf('something else'))).to.equal('KB-OTP');
    expect(asked).to.equal(2);
  });

  const broken: Readonly<Record<string, () => void>> = {
    'finds nothing': () => detector(async () => []),
    'finds something else': () => detector(async () => [{rawValue: 'else'}]),
    fails: () => detector(() => Promise.reject(new DOMException('', 'NotSupportedError'))),
    'knows no QR codes': () => detector(async () => [{rawValue: 'KB-OTP'}], ['ean_13']),
    'is not there': () => void delete page.BarcodeDetector,
  };
  for (const [how, set] of Object.entries(broken))
    it(`is the library’s where the browser’s own ${how}`, async () => {
      set();
      const read = await findReader();
      expect(await read(frameOf('by the library'))).to.equal('by the library');
    });

  it('finds nothing where there is nothing', async () => {
    delete page.BarcodeDetector;
    const frame = newFrame()!;
    Object.assign(frame.canvas, {width: 64, height: 64});
    expect(await (await findReader())(frame)).to.equal(null);
  });
});
