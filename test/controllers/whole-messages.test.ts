import {expect} from 'chai';
import {bringFindCode, findCode} from '../../src/controllers/whole-messages.js';

const format = {length: 6, alphabet: 'digits'} as const;
const message = 'KBSV: 123456 là mã xác thực của Quý khách';

describe('the code in a whole message', () => {
  it('is none before what finds it has come, and is found from then on', async () => {
    expect(findCode(message, format)).to.equal(null);
    await bringFindCode();
    expect(findCode(message, format)).to.equal('123456');
  });
});
