/** An `<otp-verify>` whose challenge may be scanned, before an endpoint that has those pictures. */
import decodeQR from 'qr/decode.js';
import type {OtpVerify} from '../../../src/elements/otp-verify/otp-verify.js';
import {challenge, screenOf, shown, type Script} from '../../../stories/fixtures/index.js';
import {appears, pressable, tap} from '../../../stories/fixtures/customer/inside.js';
import {pictures, type Pictures} from '../../../stories/fixtures/states/scan-pictures.js';
import {mount, type Setting} from './mount.js';

export const bound = {
  suite: 'OCRA-1:HOTP-SHA256-8:QN08-T30S',
  question: '04815162',
  code: {length: 8, alphabet: 'digits'},
} as const;
export const scannable = {
  createChallenge: ({request}) => challenge.kbOtp({...request, ...bound, scannable: 'ES256'}),
} satisfies Script;
export const approvable = {
  createChallenge: ({request}) => challenge.kbOtp({...request, ...bound, scannable: 'ES256', approval: {number: '47'}}),
} satisfies Script;

/** An element before an endpoint that has those pictures. */
export const mountedWith = (own: Pictures | null, {script = scannable, ...setting}: Setting = {}) => {
  const mounted = mount({script, ...setting});
  Object.assign(mounted.endpoint, own && {getScanPicture: own.getScanPicture});
  return mounted;
};

/** As soon as it may be scanned. */
export async function offered(own: Pictures = pictures(), setting: Setting = {}) {
  const mounted = mountedWith(own, setting);
  await pressable(mounted.element, 'qrShow');
  return {...mounted, own: own.calls};
}

export const picture = ({shadowRoot}: Element) => shadowRoot?.querySelector<SVGSVGElement>('svg[part=qr]') ?? null;
export const pictured = (element: Element): Promise<SVGSVGElement> => appears(() => picture(element));

export async function shownBy(own?: Pictures, setting?: Setting) {
  const mounted = await offered(own, setting);
  await tap(mounted.element, 'qrShow');
  return {...mounted, svg: await pictured(mounted.element)};
}

export const field = ({shadowRoot}: Element) => shadowRoot?.querySelector<HTMLInputElement>('#code') ?? null;
export const failing = ({shadowRoot}: Element) => shown(shadowRoot?.querySelector('p.danger:not(.status)'));
export const none = (element: Element) => [picture(element), screenOf(element as OtpVerify).action('Quét mã QR')];

/** What a camera would read: the shapes as they are drawn, four pixels a module. */
export function read(svg: SVGSVGElement): string {
  const {width: modules} = svg.viewBox.baseVal;
  const size = modules * 4;
  const canvas = Object.assign(document.createElement('canvas'), {width: size, height: size});
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.scale(4, 4);
  const [ground, path] = [svg.querySelector('rect'), svg.querySelector('path')];
  context.fillStyle = ground?.getAttribute('fill') ?? 'red';
  context.fillRect(0, 0, modules, modules);
  context.fillStyle = path?.getAttribute('fill') ?? 'red';
  context.fill(new Path2D(path?.getAttribute('d') ?? ''));
  return decodeQR(context.getImageData(0, 0, size, size));
}

export const see = (state: DocumentVisibilityState) => {
  Object.defineProperty(document, 'visibilityState', {configurable: true, value: state});
  document.dispatchEvent(new Event('visibilitychange'));
};
afterEach(() => void Reflect.deleteProperty(document, 'visibilityState'));
