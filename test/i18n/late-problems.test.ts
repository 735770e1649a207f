/** Sentences that come with the first problem: never wrong, never missing for long, and loaded once. */
import {expect} from 'chai';
import {asTyped} from '../../src/testing/customer/screen.js';
import {localize} from '../../src/i18n/language.js';
import {bringLateProblems, describeProblem, problemMessages} from '../../src/i18n/messages/problems.js';

const [vi, en] = [localize(problemMessages, 'vi'), localize(problemMessages, 'en')];
const locked = {code: 'account_locked'} as const;
/** What is said when the network may be gone, or the browser is too old. */
const needsNothing = ['offline', 'timeout', 'unreachable', 'malformed_answer', 'internal_error', 'browser_unsupported'];
const saidOf = (codes: readonly string[]) => codes.map((code) => describeProblem({code} as never, vi));

describe('a sentence that comes with the first problem', () => {
  it('is stood for by a general one until it is asked for, by nothing while it comes, and then said in both languages', async () => {
    expect(describeProblem(locked, vi)).to.equal('Chưa thể tiếp tục lúc này.');
    expect(describeProblem(locked, en)).to.equal('It is not possible to continue right now.');
    const own = localize(problemMessages, 'vi', {accountLocked: 'Gọi 1900 1711.'});
    expect(describeProblem(locked, own)).to.equal('Gọi 1900 1711.');
    const first = saidOf(needsNothing);

    let drawn = 0;
    const draw = () => void (drawn += 1);
    const coming = [bringLateProblems(draw), bringLateProblems(draw)];
    expect(describeProblem(locked, vi)).to.equal('');
    expect(saidOf(needsNothing)).to.deep.equal(first);
    expect(first).not.to.include('');
    await Promise.all(coming);

    expect(drawn).to.equal(2);
    expect(asTyped(describeProblem(locked, vi))).to.equal(
      'Phương thức xác thực đã bị khóa. Vui lòng liên hệ KBSV để được hỗ trợ.',
    );
    expect(describeProblem(locked, en)).to.contain('locked');
    expect(vi.nextCodeIn('0:12')).to.contain('0:12');
    expect(saidOf(needsNothing)).to.deep.equal(first);
    expect(
      Object.entries(vi).filter(([, say]) => (say as (value: string) => string)('9') === vi.cannotGoOn()),
    ).to.have.length(1);
    await bringLateProblems(draw);
    expect(drawn, 'what is there draws no screen again').to.equal(2);
  });
});
