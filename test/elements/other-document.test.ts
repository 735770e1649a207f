/** An element that a page moves into another document: a pop-out, a picture-in-picture window, a frame; and back. */
import {expect} from 'chai';
import '../../src/define.js';
import {fill, reached, send, shown} from '../../stories/fixtures/index.js';
import {clockFrom, codesShown, enter, PASSWORD} from '../../stories/fixtures/device.js';
import {mount, onPage, settled} from './support/mount.js';
import {mountList} from './support/mount-device.js';

const frameOnPage = (): Document => {
  const frame = onPage(document.createElement('iframe'));
  frame.width = '400';
  frame.height = '600';
  const inner = frame.contentDocument;
  if (!inner) throw new Error('the frame has no document');
  return inner;
};

const look = (element: HTMLElement) => {
  const card = element.shadowRoot?.querySelector('.card');
  const {display, borderTopWidth} = card?.ownerDocument.defaultView?.getComputedStyle(card) ?? {};
  return {display, borderTopWidth};
};
const styled = {display: 'flex', borderTopWidth: '1px'};

describe('an element in another document', () => {
  it('keeps its styles there, and when it comes back', async () => {
    const {element} = mount();
    await reached(element, 'code');
    expect(look(element)).to.deep.equal(styled);
    frameOnPage().body.append(element);
    expect(look(element), 'there').to.deep.equal(styled);
    frameOnPage().body.append(element);
    expect(look(element), 'in a third one').to.deep.equal(styled);
    document.body.append(element);
    expect(look(element), 'back').to.deep.equal(styled);
    expect(element.step).to.equal('code');
    await send(element, 'verified');
    element.remove();
  });

  it('takes no height along that its screens had before', async () => {
    const {element} = mount();
    await reached(element, 'code');
    await new Promise((resolve) => void requestAnimationFrame(resolve));
    await settled();
    await send(element, 'verified');
    const card = element.shadowRoot?.querySelector<HTMLElement>('.card');
    expect(card?.style.minBlockSize).to.match(/px$/);
    frameOnPage().body.append(element);
    expect(card?.style.minBlockSize).to.equal('');
    element.remove();
  });

  it('begins there, styled', async () => {
    const {element} = mount({parent: frameOnPage().body});
    await reached(element, 'code');
    expect(look(element)).to.deep.equal(styled);
  });

  it('moves the focus with its screens there', async () => {
    const {element} = mount();
    const screen = await reached(element, 'code');
    const other = frameOnPage();
    other.body.append(element);
    await element.updateComplete;
    screen.field()?.focus();
    fill(screen.field(), '123456');
    await element.updateComplete;
    screen.primary()?.focus();
    const verified = await send(element, 'verified');
    await settled();
    expect(verified.root.activeElement?.id).to.equal('status');
    expect(other.activeElement === element).to.be.true;
    element.remove();
  });

  it('<otp-list> copies by the window that it is in', async () => {
    const {element} = await mountList({now: clockFrom(Date.UTC(2026, 10, 23, 2, 15, 0))});
    await enter(element, PASSWORD, 'open');
    const [code] = await codesShown(element);
    const other = frameOnPage();
    const written: string[] = [];
    Object.defineProperty(other.defaultView!.navigator, 'clipboard', {
      configurable: true,
      value: {writeText: async (text: string) => void written.push(text)},
    });
    other.body.append(element);
    const {root} = await reached(element, 'open');
    const copy = [...root.querySelectorAll('button')].find((button) => shown(button).startsWith('Sao chép'));
    copy?.click();
    await settled();
    expect(written).to.deep.equal([code?.replace(' ', '')]);
    element.remove();
  });
});
