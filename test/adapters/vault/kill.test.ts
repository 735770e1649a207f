import {executeServerCommand} from '@web/test-runner-commands';
import {expect} from 'chai';

interface Kept {
  readonly value: {readonly entries: readonly object[]; readonly pending: {readonly enrolment: string}};
}

describe('the browser is killed right after a vault was installed (C13)', function () {
  this.timeout(90_000);

  it('and started again: the vault is there, pending', async () => {
    const path = '/test/adapters/support/tab.html';
    const kept = await executeServerCommand<Kept, object>('kill', {path, task: 'installVault'});
    expect(kept.value.entries).to.deep.equal([{account: '058C000001', accountLabel: '•••••001', state: 'pending'}]);
    expect(kept.value.pending.enrolment).to.match(/^[\w-]{22}$/);
  });
});
