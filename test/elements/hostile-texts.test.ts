import {expect} from 'chai';
import {challenge, outcome, press, problem, reached, send, status} from '../../stories/fixtures/index.js';
import type {LocalizedText} from '../../src/domain/contract.js';
import {mount} from './support/mount.js';
import {nasty} from './support/nasty.js';

const both = (text: string): LocalizedText => ({vi: text, en: text});
const elementsOf = (root: ShadowRoot) => [...root.querySelectorAll('*')].map(({localName}) => localName);
const plain = 'x';

/** An endpoint all of whose texts are one text. */
const saying = (text: string) => {
  const method = {id: 'm1', kind: 'other', label: both(text)} as const;
  const second = {id: 'm2', kind: 'sms', label: both(text), target: text} as const;
  return {
    getAuthentication: () => status({accountLabel: text, methods: [method, second]}),
    createChallenge: () => ({
      ...challenge.sms({
        accountLabel: text,
        target: text,
        display: [{label: both(text), value: both(text), emphasis: true}],
      }),
      method,
    }),
    answerChallenge: problem('timeout'),
    getChallenge: [() => outcome({challenge: challenge.sms()}), problem('unreachable', {traceId: text, hint: text})],
  };
};

describe('texts of the server are texts', () => {
  for (const text of nasty) {
    it(`${JSON.stringify(text.slice(0, 40))} makes no element and runs nothing`, async () => {
      const {element: harmless} = mount({script: saying(plain)});
      const {element} = mount({script: saying(text)});
      const expected = elementsOf((await reached(harmless, 'code')).root);
      const screen = await reached(element, 'code');
      expect(elementsOf(screen.root)).to.deep.equal(expected);
      expect(screen.root.querySelector('[part~=purpose] .amount bdi')?.textContent).to.equal(text);
      const {root} = await press(element, ({actions}) => actions().at(-1), 'choosing-method');
      expect(elementsOf(root).filter((name) => name === 'button')).to.have.length(3);
      expect(window).to.not.have.property('__hit');
    });
  }

  it('a name in another direction is isolated from the texts around it', async () => {
    const {element} = mount({script: saying('\u202Egnp.exe')});
    const {root} = await reached(element, 'code');
    const holders = ['[part~=purpose] .amount', '[part~=account]', '[part~=hint]'].map((selector) =>
      root.querySelector(selector),
    );
    for (const holder of holders) expect(holder?.querySelector('bdi')?.textContent).to.contain('\u202E');
    const {root: list} = await press(element, ({actions}) => actions().at(-1), 'choosing-method');
    for (const choice of list.querySelectorAll('[part~=choice]'))
      expect(choice.querySelector('bdi')?.textContent).to.contain('\u202E');
  });

  it('long names stay inside the card', async () => {
    for (const text of ['w'.repeat(300), 'Nguyễn '.repeat(40)]) {
      const {element} = mount({script: saying(text)});
      const {root} = await reached(element, 'code');
      const card = root.querySelector('[part~=card]');
      expect(card?.scrollWidth).to.be.at.most(card?.clientWidth ?? 0);
    }
  });

  it('a hot line is a telephone link or nothing', async () => {
    const policy = {codeDigits: 6, codePeriod: 30, passwordDigits: 6};
    for (const hotline of ['javascript:alert(1)', '//evil.example', 'data:text/html,x', '\\\\evil']) {
      const {element} = mount({
        script: {
          getAuthentication: () => status({policy: {...policy, hotline}}),
          createChallenge: problem('account_locked'),
        },
      });
      const {root} = await reached(element, 'failed');
      expect([...root.querySelectorAll('a')].map(({protocol}) => protocol)).to.deep.equal([]);
    }
  });

  it('a problem’s own words are never shown', async () => {
    const {element} = mount({
      script: {
        answerChallenge: problem('timeout'),
        getChallenge: problem('unreachable', {hint: '<b>DETAIL</b>', traceId: 'DETAIL'}),
      },
    });
    const {root} = await send(element, 'outcome-unknown');
    expect(root.textContent).to.not.contain('DETAIL');
  });
});
