import {expect} from 'chai';
import {seedName} from '../../../src/adapters/vault/wrapping.js';

describe('the name of a seed', () => {
  const pending = {
    account: '058C000001',
    accountLabel: '•••001',
    totp: {algorithm: 'SHA-1', digits: 6, period: 30},
  } as const;
  const said = {...pending, state: 'active'} as const;

  it('is all that its entry says, and of a pending one what it will say once it is active', () => {
    const name = '["058C000001","•••001",null,null,"SHA-1",6,30,"active"]';
    expect(seedName(said, 2)).to.equal(name);
    expect(seedName(pending, 2)).to.equal(name);
    expect(seedName(said, 1)).to.equal('058C000001');
  });
});
