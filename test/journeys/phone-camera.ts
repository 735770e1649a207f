/** A phone's camera for journeys: what is held before it is drawn on a canvas, whose stream the page takes for it. */

import encodeQR from 'qr';
import type {BrowserContext, Locator, Page} from 'playwright-core';

/** As text: what the compiler would put into a function is not there in the page. */
const camera = `{
  const canvas = Object.assign(document.createElement('canvas'), {width: 1280, height: 720});
  const context = canvas.getContext('2d');
  let rows = [];
  const paint = () => {
    context.fillStyle = '#8a8378';
    context.fillRect(0, 0, canvas.width, canvas.height);
    const module = Math.floor((0.9 * canvas.height) / Math.max(rows.length, 1));
    const [left, top] = [canvas.width, canvas.height].map((side) => Math.floor((side - module * rows.length) / 2));
    rows.forEach((row, y) => [...row].forEach((bit, x) => {
      context.fillStyle = bit === '1' ? '#1b1915' : '#f2eee6';
      context.fillRect(left + x * module, top + y * module, module, module);
    }));
  };
  globalThis.holdBeforeCamera = (given) => {
    rows = given;
    paint();
  };
  globalThis.camerasOn = () => streams.filter(({active}) => active).length;
  const streams = [];
  MediaDevices.prototype.getUserMedia = async () => {
    const stream = canvas.captureStream(10);
    streams.push(stream);
    const tick = () => {
      paint();
      if (stream.active) setTimeout(tick, 100);
    };
    tick();
    return stream;
  };
}`;

interface WithCamera {
  holdBeforeCamera(rows: readonly string[]): void;
  camerasOn(): number;
}

/** Every page of that phone from now on has a camera. */
export const giveCamera = (phone: BrowserContext): Promise<unknown> => phone.addInitScript({content: camera});

/** The modules of a QR code as rows from the top, `1` where it is dark, its quiet zone included. */
export type Picture = readonly string[];

export const pictureOf = (text: string): Picture =>
  encodeQR(text, 'raw', {border: 4, ecc: 'low'}).map((row) => row.map(Number).join(''));

/** What an `svg` shows, as it is drawn: a square a module. */
export const drawnOn = (svg: Locator): Promise<Picture> =>
  svg.evaluate((drawn: SVGSVGElement) => {
    const {width} = drawn.viewBox.baseVal;
    const rows = Array.from({length: width}, () => Array.from({length: width}, () => '0'));
    const [, path] = drawn.children;
    for (const [, x, y] of (path?.getAttribute('d') ?? '').matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
      const row = rows[Number(y)];
      if (row) row[Number(x)] = '1';
    }
    return rows.map((row) => row.join(''));
  });

/** Holds a QR code before the camera of the phone. */
export const hold = (page: Page, picture: Picture): Promise<void> =>
  page.evaluate((given) => (globalThis as unknown as WithCamera).holdBeforeCamera(given), picture);

/** How many cameras the page has on. */
export const camerasOn = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as WithCamera).camerasOn());
