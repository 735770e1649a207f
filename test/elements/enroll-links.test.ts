/** Where `<otp-enroll>` leads: the terms, the app in which KB-OTP is registered, the channel that synchronizes. */
import {expect} from 'chai';
import {asTyped, reached, shown, statusWith} from '../../stories/fixtures/index.js';
import {enrollWith} from '../../stories/fixtures/device.js';
import {mountEnroll} from './support/mount-device.js';
import {settled} from './support/mount.js';

const links = (root: ShadowRoot) =>
  [...root.querySelectorAll('a')].map((link) => [shown(link), link.getAttribute('href')]);
const urls = {'m-able': 'https://app.example/m-able', 'kb-mobile': 'kbmobile://kb-otp', 'kb-mobile-ds': '/ds'};

describe('the links of <otp-enroll>', () => {
  it('the terms open beside the page, and not where the page gives none', async () => {
    const {element} = await mountEnroll({properties: {termsUrl: '/kb-otp/terms.html'}});
    const {root} = await reached(element, 'terms');
    expect(links(root)).to.deep.equal([['Đọc điều khoản KB-OTP', '/kb-otp/terms.html']]);
    const [link] = root.querySelectorAll('a');
    expect([link?.target, link?.rel]).to.deep.equal(['_blank', 'noopener']);
    element.termsUrl = '';
    await element.updateComplete;
    expect(links(root)).to.deep.equal([]);
  });

  for (const termsUrl of ['javascript:alert(1)', ' JavaScript:alert(1)', 'data:text/html,x', 'https://']) {
    it(`${termsUrl} is no address`, async () => {
      const {element} = await mountEnroll({properties: {termsUrl}});
      expect(links((await reached(element, 'terms')).root)).to.deep.equal([]);
    });
  }

  it('where KB-OTP can’t be registered it leads to the apps, and shows a code for the phone', async () => {
    const {element} = await mountEnroll({properties: {channel: 'kb-trade', channelUrls: urls}});
    const {root} = await reached(element, 'wrong-channel');
    expect(links(root)).to.deep.equal([
      ['Mở KB-Mobile', 'kbmobile://kb-otp'],
      ['Mở M-able', 'https://app.example/m-able'],
    ]);
    while (!root.querySelector('svg.qr')) await settled();
    const code = root.querySelector('svg.qr');
    expect([code?.getAttribute('role'), asTyped(code?.getAttribute('aria-label') ?? '')]).to.deep.equal([
      'img',
      'Quét mã QR bằng điện thoại để mở KB-Mobile.',
    ]);
  });

  it('the code leads to that address', async () => {
    const {default: decodeQR} = await import('qr/decode.js');
    const {element} = await mountEnroll({properties: {channel: 'kb-trade', channelUrls: {'m-able': urls['m-able']}}});
    const {root} = await reached(element, 'wrong-channel');
    while (!root.querySelector('svg.qr')) await settled();
    const picture = new XMLSerializer().serializeToString(root.querySelector('svg.qr') as SVGElement);
    const image = new Image(400, 400);
    image.src = `data:image/svg+xml,${encodeURIComponent(picture.replace('<svg', '<svg width="400" height="400"'))}`;
    await image.decode();
    const canvas = new OffscreenCanvas(400, 400);
    const paper = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    paper.drawImage(image, 0, 0, 400, 400);
    const {data} = paper.getImageData(0, 0, 400, 400);
    expect(decodeQR({width: 400, height: 400, data})).to.equal('https://app.example/m-able');
  });

  it('nothing is drawn where the page knows no app', async () => {
    const {element} = await mountEnroll({properties: {channel: 'kb-trade'}});
    const {root} = await reached(element, 'wrong-channel');
    await settled();
    expect([links(root), root.querySelector('svg.qr')]).to.deep.equal([[], null]);
  });

  it('whoever may synchronize is led to where', async () => {
    const {element} = await mountEnroll({
      properties: {channelUrls: urls},
      script: {
        getAuthentication: (scene) => ({
          ...statusWith('sms')(scene),
          kbOtp: {state: 'none', device: null},
          derivatives: {synchronized: false},
        }),
      },
    });
    const {root} = await enrollWith(element, 'done');
    expect(links(root)).to.deep.equal([['Đồng bộ trên KB-MobileDS', '/ds']]);
  });
});
