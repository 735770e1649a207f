import {expect} from 'chai';
import {codesShown, enter, OTHER_PASSWORD, PASSWORD} from '../../stories/fixtures/device.js';
import {
  challenge,
  comesTo,
  fill,
  problem,
  reached,
  send,
  statusWith,
  type Scene,
} from '../../stories/fixtures/index.js';
import {mountList} from './support/mount-device.js';
import {mount} from './support/mount.js';
import {translate, translators} from './support/translator.js';

const SMS = {
  getAuthentication: statusWith('sms'),
  createChallenge: challenge.sms({resendIn: 60}),
};

for (const [name, translator] of Object.entries(translators)) {
  describe(`on a page whose translator ${name}`, () => {
    it('the wait for another code goes on, and leaves the rest translated', async () => {
      const {element} = mount({script: SMS});
      const {root} = await reached(element, 'code');
      translate(element, translator);
      const label = root.querySelector('label')?.textContent;
      expect(label).to.contain('«');
      const wait = () => /0:5[0-8]/.test(root.querySelector('.say > button')?.textContent ?? '');
      while (!wait()) await new Promise((resolve) => void setTimeout(resolve, 50));
      expect(root.querySelector('label')?.textContent).to.equal(label);
      expect(root.querySelector('label font'), 'as the translator made it').not.to.equal(null);
    });

    it('a wrong code is told, and the next step comes', async () => {
      const script = {
        ...SMS,
        answerChallenge: [problem('code_invalid', {attemptsLeft: 3}), ({grant: earned}: Scene) => earned] as const,
      };
      const {element} = mount({script});
      await reached(element, 'code');
      translate(element, translator, true);
      const {status} = await send(element, 'code');
      expect(status()).to.contain('3');
      translate(element, translator, true);
      await send(element, 'verified');
      expect(element.grant).not.to.equal(null);
    });

    it('what is typed stays, and the field keeps the focus', async () => {
      const {element} = mount({script: SMS});
      const {field} = await reached(element, 'code');
      field()?.focus();
      fill(field(), '123');
      translate(element, translator, true);
      fill(field(), '1234');
      await element.updateComplete;
      expect([field()?.value, element.shadowRoot?.activeElement?.id]).to.deep.equal(['1234', 'code']);
    });

    it('the codes of the list are left alone, and the list can be locked', async () => {
      const {element} = await mountList();
      await reached(element, 'locked');
      translate(element, translator, true);
      await enter(element, PASSWORD, 'open');
      const codes = await codesShown(element);
      translate(element, translator, true);
      expect(await codesShown(element)).to.deep.equal(codes);
      const locked = comesTo(element, 'locked');
      element.shadowRoot?.querySelectorAll<HTMLElement>('.actions button').forEach((button) => {
        if (button.textContent?.includes('Khóa') || button.textContent?.includes('«Khóa»')) button.click();
      });
      await locked;
      await enter(element, OTHER_PASSWORD, 'unlocking');
      await reached(element, 'locked');
    });
  });
}
