/** How a picture is compared with the one that is kept, and what shows where they part. */
import pixelmatch from 'pixelmatch';
import {PNG} from 'pngjs';

/** Of a picture's pixels: another version of a browser draws a curve's edge differently, and nothing else. */
const TOLERATED = 0.0005;
const GAP = 16;

/** The same picture in fewer bytes: a page is opaque, and the browser packs in haste. */
export const small = (picture) =>
  PNG.sync.write(PNG.sync.read(picture), {colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 4});

const onCanvas = (image, width, height) => {
  const canvas = new PNG({width, height});
  PNG.bitblt(image, canvas, 0, 0, image.width, image.height, 0, 0);
  return canvas;
};

/** Kept, taken and the difference, side by side. */
const sideBySide = (images) => {
  const [{width, height}] = images;
  const sheet = new PNG({width: images.length * (width + GAP) - GAP, height});
  images.forEach((image, index) => PNG.bitblt(image, sheet, 0, 0, width, height, index * (width + GAP), 0));
  return PNG.sync.write(sheet);
};

/**
 * @param {Buffer} kept PNG
 * @param {Buffer} taken PNG
 * @returns {{why: string, picture: Buffer} | null} null where they are the same
 */
export const difference = (kept, taken) => {
  const [one, other] = [PNG.sync.read(kept), PNG.sync.read(taken)];
  const [width, height] = [Math.max(one.width, other.width), Math.max(one.height, other.height)];
  const [a, b] = [onCanvas(one, width, height), onCanvas(other, width, height)];
  const drawn = new PNG({width, height});
  const pixels = pixelmatch(a.data, b.data, drawn.data, width, height, {threshold: 0.1});
  const isSame = one.width === other.width && one.height === other.height;
  if (isSame && pixels <= width * height * TOLERATED) return null;
  const size = ({width: w, height: h}) => `${w} × ${h}`;
  const why = isSame ? `${pixels} pixels differ` : `${size(one)} has become ${size(other)}, ${pixels} pixels differ`;
  return {why, picture: sideBySide([a, b, drawn])};
};
