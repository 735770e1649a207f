import {expect} from 'chai';
import {shown} from '../../stories/fixtures/index.js';
import {clockFrom, codesShown, enter, hears, PASSWORD} from '../../stories/fixtures/device.js';
import {mountList} from './support/mount-device.js';

/** When a period of codes begins: nothing that is looked at runs out meanwhile. */
const PERIOD_BEGINS = Date.UTC(2026, 10, 23, 2, 15, 0);

const withoutGap = (code: string | undefined) => code?.replace(' ', '');

/** In place of the clipboard, which a page that nobody looks at may not use. */
async function withClipboard(write: (text: string) => Promise<void>, run: () => Promise<void>): Promise<void> {
  const original = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
  Object.defineProperty(navigator, 'clipboard', {configurable: true, value: {writeText: write}});
  try {
    await run();
  } finally {
    if (original) Object.defineProperty(navigator, 'clipboard', original);
    else Reflect.deleteProperty(navigator, 'clipboard');
  }
}

describe('a code of <otp-list>', () => {
  it('copied, one is in the clipboard and in no event', async () => {
    const copied: string[] = [];
    const events: string[] = [];
    await withClipboard(
      async (text) => void copied.push(text),
      async () => {
        const {element} = await mountList({now: clockFrom(PERIOD_BEGINS)});
        for (const name of ['otp-step', 'otp-error'] as const)
          element.addEventListener(name, (event) => events.push(JSON.stringify({...event})));
        const screen = await enter(element, PASSWORD, 'open');
        const [code] = await codesShown(element);
        screen.action('Sao chép')?.click();
        await hears(element, 'Đã sao chép mã.');
        expect(copied).to.deep.equal([withoutGap(code)]);
        for (const event of events) expect(event).not.to.contain(withoutGap(code));
      },
    );
  });

  it('in its last five seconds stands beside the next one, and that is what is copied', async () => {
    const copied: string[] = [];
    await withClipboard(
      async (text) => void copied.push(text),
      async () => {
        const {element} = await mountList({now: clockFrom(PERIOD_BEGINS + 26_000)});
        const screen = await enter(element, PASSWORD, 'open');
        const [code] = await codesShown(element);
        const next = screen.text('.next');
        expect(next).to.match(/^Mã tiếp theo: \d{3} \d{3}$/);
        expect(next).not.to.contain(code);
        screen.root.querySelector<HTMLButtonElement>('.copy')?.click();
        await hears(element, 'Đã sao chép mã.');
        expect(copied).to.deep.equal([withoutGap(next.slice(-7))]);
        expect(screen.text('.copy')).to.contain('Đã sao chép');
      },
    );
  });

  it('each entry: the name first, what can be done with it behind one menu, the list’s own behind another', async () => {
    const {element} = await mountList({now: clockFrom(PERIOD_BEGINS)});
    const screen = await enter(element, PASSWORD, 'open');
    const menus = [...screen.root.querySelectorAll('details')];
    expect(menus.map(({open}) => open)).to.deep.equal([false, false]);
    const hidden = screen.actions().filter((action) => action.localName === 'button' && !action.checkVisibility());
    expect(hidden.map(shown)).to.deep.equal(['Gỡ', 'Đổi mật khẩu KB-OTP', 'Bật sinh trắc học']);
    expect(screen.text('.live .copy')).to.equal('Sao chép');
  });

  it('where the page may not copy, the customer is told to type the code', async () => {
    await withClipboard(
      () => Promise.reject(new DOMException('', 'NotAllowedError')),
      async () => {
        const {element} = await mountList();
        const screen = await enter(element, PASSWORD, 'open');
        await codesShown(element);
        screen.action('Sao chép')?.click();
        await hears(element, 'Chưa sao chép được. Vui lòng tự nhập mã đang hiển thị.');
      },
    );
  });
});
