/** The contrast of a screen's colors, computed for each channel's preset, light and dark (1.4.3, 1.4.11, 2.4.13). */
import {expect} from 'chai';
import {mount, onPage} from './support/mount.js';

const channels = ['kb-trade', 'kb-able', 'kb-mobile', 'm-able', 'kb-trade-ds', 'kb-mobile-ds', 'of no channel'];
const [text, shape] = [4.5, 3];

/** What is read or seen, on what, and how far the two are apart at least; as the styles use them. */
const pairs: readonly (readonly [front: string, back: string, least: number])[] = [
  ['--_text', '--_surface', text],
  ['--_text', '--_sunken', text],
  ['--_text', '--_pressed', text],
  ['--_muted', '--_surface', text],
  ['--_muted', '--_sunken', text],
  ['--_danger', '--_surface', text],
  ['--_success', '--_surface', text],
  ['--_success', 'color-mix(in srgb, var(--_success) 10%, var(--_surface))', text],
  ['--_on-accent', '--_accent', text],
  ['--_on-accent', 'color-mix(in srgb, var(--_accent) 86%, #000)', text],
  ['#fff', '--_danger-fill', text],
  ['--_outline', '--_surface', shape],
  ['--_text', 'color-mix(in srgb, var(--_accent) 32%, var(--_surface))', text],
];

const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true})!;

/** Relative luminance of a color as the browser has computed it (WCAG 2.2). */
function luminanceOf(color: string): number {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Computes colors where an element's styles know them. */
async function colorsIn(channel: string, scheme: string): Promise<(color: string) => string> {
  const page = onPage(document.createElement('div'));
  page.dataset['channel'] = channel;
  page.style.colorScheme = scheme;
  const {element} = mount({parent: page});
  await element.updateComplete;
  const probe = document.createElement('span');
  element.shadowRoot?.append(probe);
  return (color) => {
    probe.style.color = '';
    probe.style.color = color.startsWith('--') ? `var(${color})` : color;
    return getComputedStyle(probe).color;
  };
}

before(async () => {
  for (const channel of channels.slice(0, -1)) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await (await fetch(`/demo/channels/${channel}.css`)).text());
    document.adoptedStyleSheets.push(sheet);
  }
});
after(() => void (document.adoptedStyleSheets = []));

it('black on white is twenty-one, and a color is nothing to itself', () => {
  expect([contrast('#000', '#fff'), contrast('#777', '#777')]).to.deep.equal([21, 1]);
});

for (const channel of channels)
  for (const scheme of ['light', 'dark']) {
    it(`${channel}, ${scheme}: whatever is read stands out by ${text}, and whatever is seen by ${shape}`, async () => {
      const color = await colorsIn(channel, scheme);
      const near = pairs
        .map(([front, back, least]) => ({front, back, least, found: contrast(color(front), color(back))}))
        .filter(({found, least}) => found < least)
        .map(({front, back, found}) => `${front} on ${back}: ${found.toFixed(2)}`);
      expect(near).to.deep.equal([]);
    });

    it(`${channel}, ${scheme}: one of the two tones of the focus stands out from whatever it lies on`, async () => {
      const color = await colorsIn(channel, scheme);
      const [accent, dark] = [color('--_accent'), color('--_text')];
      for (const surface of ['--_surface', '--_sunken', '--_pressed'])
        expect(Math.max(contrast(accent, color(surface)), contrast(dark, color(surface))), surface).to.be.at.least(
          shape,
        );
      expect(color('--_accent'), 'they are two').not.to.equal(color('--_text'));
    });
  }
