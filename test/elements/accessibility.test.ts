import {expect} from 'chai';
import {fill, leave, press, problem, reached, send, shown, stateIn, verify} from '../../stories/fixtures/index.js';
import {violations} from './support/axe.js';
import {mount, show} from './support/mount.js';

describe('accessibility of <otp-verify>', () => {
  afterEach(() => document.documentElement.style.removeProperty('color-scheme'));

  for (const state of verify.states) {
    it(`axe finds nothing: ${state.name}`, async () => {
      const {element} = await show(verify, state, 'vi');
      expect(await violations(element)).to.deep.equal([]);
    });
  }

  for (const name of ['wrong code', 'verified', 'locked until']) {
    it(`axe finds nothing on a dark page: ${name}`, async () => {
      document.documentElement.style.colorScheme = 'dark';
      const {element} = await show(verify, stateIn(verify, name), 'en');
      expect(await violations(element)).to.deep.equal([]);
    });
  }

  it('the code field has one label and is described by what is authorized, the hint and the status line', async () => {
    const {element} = mount();
    const screen = await reached(element, 'code');
    const field = screen.field();
    expect([...(field?.labels ?? [])].map(shown)).to.deep.equal(['Mã xác thực KB-OTP']);
    const described = field?.getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(described.map((id) => screen.root.getElementById(id)?.getAttribute('part'))).to.deep.equal([
      'purpose',
      'hint',
      'status',
    ]);
  });

  it('a sentence that is all there is on a screen has the color of text, not that of a remark', async () => {
    const {element} = mount();
    await reached(element, 'code');
    const {root} = await press(element, leave, 'dismissed');
    const colorOf = (selector: string) => getComputedStyle(root.querySelector(selector) as Element).color;
    expect(colorOf('.status')).to.equal(colorOf('.card'));
  });

  it('a refused code marks the field as invalid, typing again takes the mark off', async () => {
    const {element} = mount();
    const screen = await reached(element, 'code');
    fill(screen.field(), '12x');
    await element.updateComplete;
    expect(screen.field()?.getAttribute('aria-invalid')).to.equal('true');
    fill(screen.field(), '123');
    await element.updateComplete;
    expect(screen.field()?.hasAttribute('aria-invalid')).to.be.false;
  });

  it('the status line is one polite live region from the first screen to the last', async () => {
    const {element} = mount();
    await element.updateComplete;
    const line = element.shadowRoot?.querySelector('[role=status]');
    const screen = await send(element, 'verified');
    expect(screen.root.querySelector('[role=status]')).to.equal(line).and.not.equal(null);
  });

  it('the end of the code’s life is told once, to screen readers, as a time of day', async () => {
    const {element} = mount({lang: 'en'});
    const screen = await reached(element, 'code');
    expect(screen.text('#hint .unseen')).to.match(/^Enter the code by \d{1,2}:\d\d:\d\d/);
  });

  it('a wrong code gives back an empty field that has the focus', async () => {
    const {element} = mount({script: {answerChallenge: problem('code_invalid', {attemptsLeft: 3})}});
    const screen = await reached(element, 'code');
    screen.field()?.focus();
    await send(element, 'code');
    expect(screen.root.activeElement).to.equal(screen.field());
    expect(screen.field()?.value).to.equal('');
    expect(screen.painted()).to.equal('');
  });

  it('a screen that takes the place of the focused one takes the focus over', async () => {
    const {element} = mount();
    const screen = await reached(element, 'code');
    screen.field()?.focus();
    const dismissed = await press(element, leave, 'dismissed');
    expect(shown(dismissed.root.activeElement)).to.equal(dismissed.status());
  });

  it('leaves the focus alone while the customer is elsewhere', async () => {
    const {element} = mount();
    await send(element, 'verified');
    expect(document.activeElement).to.equal(document.body);
  });
});
