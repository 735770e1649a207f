import {expect} from 'chai';
import {fill, leave, press, reached, shown} from '../../stories/fixtures/index.js';
import {asked, enrollWith, enter, enterInVain, PASSWORD, prove} from '../../stories/fixtures/device.js';
import {wordsIn} from '../../stories/fixtures/customer/inside.js';
import {enroll} from '../../stories/fixtures/states/enroll.js';
import {list} from '../../stories/fixtures/states/list.js';
import {stateIn} from '../../stories/fixtures/states/state.js';
import {violations} from './support/axe.js';
import {mountEnroll, mountList} from './support/mount-device.js';
import {settled, show} from './support/mount.js';

describe('accessibility of <otp-enroll> and <otp-list>', () => {
  afterEach(() => document.documentElement.style.removeProperty('color-scheme'));

  for (const scheme of ['light', 'dark'])
    for (const name of ['terms, KB-OTP elsewhere', 'choosing accounts', 'refused, digits in a row']) {
      it(`axe finds nothing on a ${scheme} page: registering, ${name}`, async () => {
        document.documentElement.style.colorScheme = scheme;
        const {element} = await show(enroll, stateIn(enroll, name));
        expect(await violations(element)).to.deep.equal([]);
      });
    }

  for (const scheme of ['light', 'dark'])
    for (const name of ['wrong password, one try left', 'an account that has moved', 'forgotten, second question']) {
      it(`axe finds nothing on a ${scheme} page: the list, ${name}`, async () => {
        document.documentElement.style.colorScheme = scheme;
        const {element} = await show(list, stateIn(list, name), 'en');
        expect(await violations(element)).to.deep.equal([]);
      });
    }

  it('the password field has one label and is described by the hint and the status line', async () => {
    const {element} = await mountList();
    const {field, root} = await asked(element);
    expect([...(field()?.labels ?? [])].map(shown)).to.deep.equal(['Mật khẩu KB-OTP']);
    const described = field()?.getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(described.map((id) => root.getElementById(id)?.getAttribute('part'))).to.deep.equal(['hint', 'status']);
  });

  it('the password field is one that password managers and keypads know, and hides what is typed', async () => {
    const {element} = await mountEnroll();
    const {field} = await prove(element);
    expect(field()?.type).to.equal('password');
    expect(field()?.autocomplete).to.equal('new-password');
    expect(field()?.inputMode).to.equal('numeric');
  });

  it('a refused password marks the field as invalid and empties it; the focus stays in it', async () => {
    const {element} = await mountEnroll();
    const {field, root} = await prove(element);
    field()?.focus();
    await enterInVain(element, '123456');
    expect(field()?.getAttribute('aria-invalid')).to.equal('true');
    expect(field()?.value).to.equal('');
    expect(root.activeElement).to.equal(field());
  });

  it('the status line is one polite live region while the list is unlocked and used', async () => {
    const {element} = await mountList();
    const {root} = await asked(element);
    const line = root.querySelector('[role=status]');
    await enter(element, PASSWORD, 'open');
    expect(root.querySelector('[role=status]')).to.equal(line).and.not.equal(null);
  });

  it('a screen that takes the place of the focused one takes the focus over', async () => {
    const {element} = await mountEnroll();
    const terms = await reached(element, 'terms');
    terms.primary()?.focus();
    const dismissed = await press(element, leave, 'dismissed');
    await settled();
    expect(shown(dismissed.root.activeElement)).to.equal(dismissed.status());
  });

  it('leaves the focus alone while the customer is elsewhere', async () => {
    const {element} = await mountEnroll();
    await enrollWith(element, 'done');
    expect(document.activeElement).to.equal(document.body);
  });

  it('keeps what is half typed while the language changes', async () => {
    const {element} = await mountList();
    const {field} = await asked(element);
    fill(field(), '8042');
    document.documentElement.lang = 'en';
    await settled();
    await element.updateComplete;
    expect(field()?.value).to.equal('8042');
    expect(wordsIn(element)).to.contain('KB-OTP password');
  });
});
