import {expect} from 'chai';
import {problem, send} from '../../stories/fixtures/index.js';
import {mount} from './support/mount.js';

/** What hardened pages freeze. It can't be undone, so this file has a page to itself. */
const intrinsics = [Object, Function, Array, String, Number, Promise, RegExp, Date, Map, Set, Error, JSON, Math];

describe('a page that has frozen the language', () => {
  it('the customer is told of a wrong code and verifies with the next one', async () => {
    const {element} = mount({
      script: {answerChallenge: [problem('code_invalid', {attemptsLeft: 2}), ({grant}) => grant]},
    });
    for (const intrinsic of intrinsics) Object.freeze('prototype' in intrinsic ? intrinsic.prototype : intrinsic);
    const screen = await send(element, 'code');
    const told = screen.status();
    await send(element, 'verified');
    expect(Object.isFrozen(Object.prototype)).to.be.true;
    expect(told).to.equal('Mã chưa đúng. Quý khách còn 2 lần thử.');
    expect(element.value).to.match(/^Zm9y/);
  });
});
