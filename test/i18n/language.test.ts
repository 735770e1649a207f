import {expect} from 'chai';
import {warningsOf} from '../elements/support/console.js';
import {formatTime, formatWait, localize, Localizer} from '../../src/i18n/language.js';
import {templates as problemsInEnglish} from '../../src/generated/locales/en/problems.js';
import {templates as lateProblemsInEnglish} from '../../src/generated/locales/en/problems-late.js';
import {templates as verifyInEnglish} from '../../src/generated/locales/en/verify.js';
import {bringLateProblems, describeProblem, problemMessages} from '../../src/i18n/messages/problems.js';
import {lateProblemMessages} from '../../src/i18n/messages/problems-late.js';
import {verifyMessages} from '../../src/i18n/messages/verify.js';
import {toLanguage} from '../../src/domain/language.js';
import {asTyped} from '../../src/testing/customer/screen.js';

const english = {...verifyInEnglish, ...problemsInEnglish, ...lateProblemsInEnglish};

const catalog = {...verifyMessages, ...problemMessages, ...lateProblemMessages};
type Id = keyof typeof catalog;
const ids = Object.keys(catalog) as Id[];

/** A message with values that can be told from its own words. */
const filled = (say: typeof catalog, id: Id): string => {
  const message = say[id] as (...values: unknown[]) => string;
  return asTyped(message(...Array.from({length: message.length || catalog[id].length}, (_, index) => `⟦${index}⟧`)));
};

const values = (text: string) => text.match(/⟦\d⟧/g)?.sort() ?? [];

before(() => bringLateProblems(() => undefined));

describe('the catalog', () => {
  const vi = localize(catalog, 'vi');
  const en = localize(catalog, 'en');

  it('has a translation for every message, and no other', () => {
    expect(Object.keys(english).sort()).to.deep.equal([...ids].sort());
  });

  for (const id of ids) {
    it(`${id}: two languages, different words, the same values`, () => {
      expect(filled(vi, id)).to.not.be.empty;
      expect(filled(en, id)).to.not.be.empty.and.not.equal(filled(vi, id));
      expect(values(filled(en, id))).to.deep.equal(values(filled(vi, id)));
      expect(values(filled(vi, id))).to.have.length(catalog[id].length);
    });
  }

  it('calls the secret "mật khẩu", never PIN, and the customer "Quý khách"', () => {
    const all = ids.map((id) => filled(vi, id)).join('\n');
    expect(all).to.not.match(/\bPIN\b|\bbạn\b|\bmình\b/i);
    expect(all).to.contain('Quý khách');
    expect(ids.map((id) => filled(en, id)).join('\n')).to.not.match(/\bPIN\b/i);
  });

  it('keeps "Hủy" for Hủy KB-OTP', () => {
    for (const id of ids) expect(filled(vi, id), id).to.not.match(/Hủy(?! KB[-\u2011]OTP)/);
  });

  it('is written in composed characters (NFC), which every font has', () => {
    for (const id of ids) expect(filled(vi, id)).to.equal(filled(vi, id).normalize('NFC'));
  });

  it('says no error number to a customer', () => {
    for (const say of [vi, en]) for (const id of ids) expect(filled(say, id)).to.not.match(/\b[45]\d\d\b|Error/);
  });
});

describe('a time of the day', () => {
  for (const language of ['vi', 'en'] as const) {
    it(`is written as the browser writes it: ${language}`, () => {
      const format = new Intl.DateTimeFormat(language, {timeStyle: 'medium'});
      for (let minutes = 0; minutes < 24 * 60; minutes += 17) {
        const at = new Date(2026, 2, 2, 0, minutes, minutes % 60).getTime();
        expect(formatTime(at, language)).to.equal(format.format(at).replace('\u202f', ' '));
      }
    });
  }
});

describe('localize', () => {
  it('speaks each language without leaving a trace in the other', () => {
    const vi = localize(catalog, 'vi');
    const en = localize(catalog, 'en');
    expect([vi.retry(), en.retry(), vi.retry()]).to.deep.equal(['Thử lại', 'Try again', 'Thử lại']);
  });

  it('puts values in the place that each language has for them', () => {
    expect(asTyped(localize(catalog, 'vi').codeInvalidLeft(3))).to.equal('Mã chưa đúng. Quý khách còn 3 lần thử.');
    expect(asTyped(localize(catalog, 'en').codeInvalidLeft(3))).to.equal('Wrong code. You have 3 tries left.');
  });

  it('takes a host’s text in place of a message', () => {
    expect(localize(catalog, 'en', {retry: 'Once more'}).retry()).to.equal('Once more');
  });

  it('takes a host’s function of the message’s values', () => {
    const say = localize(catalog, 'vi', {codeInvalidLeft: (left) => `(${left})`});
    expect(say.codeInvalidLeft(2)).to.equal('(2)');
  });

  it('leaves every other message as it is', () => {
    expect(localize(catalog, 'en', {retry: 'Once more'}).confirm()).to.equal('Confirm');
  });

  it('takes an empty text as the host’s wish', () => {
    expect(localize(catalog, 'vi', {dismiss: ''}).dismiss()).to.equal('');
  });

  it('is taken under the id that a message had, which the developer is told once', async () => {
    const lines = await warningsOf(() => {
      expect(localize(catalog, 'en', {codeReplayedIn: (time) => `Wait ${time}`}).nextCodeIn('0:12')).to.equal(
        'Wait 0:12',
      );
      expect(localize(catalog, 'en', {codeReplayedIn: 'Wait'}).nextCodeIn('0:12')).to.equal('Wait');
    });
    expect(lines).to.deep.equal(['KB-OTP: the message codeReplayedIn is deprecated since 0.2; use nextCodeIn']);
  });

  it('under the id that a message has goes before that under the id that it had', async () => {
    const both = {codeReplayedIn: 'former', nextCodeIn: 'present'};
    expect(
      await warningsOf(() => expect(localize(catalog, 'en', both).nextCodeIn('0:12')).to.equal('present')),
    ).to.have.length(0);
  });

  it('recovers from a host’s function that throws', () => {
    const say = localize(catalog, 'en', {
      retry: () => {
        throw new Error('the host’s own fault');
      },
    });
    expect(() => say.retry()).to.throw('the host’s own fault');
    expect(localize(catalog, 'vi').confirm()).to.equal('Xác\xa0nhận');
  });

  it('uses values as they are: a placeholder in a value is text', () => {
    expect(localize(catalog, 'en').hintSms('${0} {{0}}')).to.equal(
      'We sent a code by text message (SMS) to ${0} {{0}}.',
    );
  });
});

describe('what is read as one', () => {
  it('does not break: words that Vietnamese writes apart, a number and what it counts', () => {
    const say = localize(catalog, 'vi');
    expect(say.unreachable()).to.equal('Chưa kết\xa0nối được đến hệ\xa0thống xác\xa0thực. Vui\xa0lòng thử lại.');
    expect(say.codeInvalidLeft(3)).to.equal('Mã chưa đúng. Quý\xa0khách còn 3\xa0lần\xa0thử.');
    expect(localize(catalog, 'en').codeInvalidLeft(3)).to.equal('Wrong code. You have 3\xa0tries left.');
  });
});

describe('a name of a product', () => {
  it('does not break at its hyphen, in a message or in a value', () => {
    expect(localize(catalog, 'vi').codeKbOtp()).to.equal('Mã xác\xa0thực KB\u2011OTP');
    expect(localize(catalog, 'en').hintKbOtp('M-able')).to.equal(
      'Find the code in the List of KB\u2011OTP on “M\u2011able”.',
    );
  });

  it('stays as it is in the host’s own wording', () => {
    expect(localize(catalog, 'vi', {codeKbOtp: 'Mã KB-OTP'}).codeKbOtp()).to.equal('Mã KB-OTP');
    expect(localize(catalog, 'vi', {codeKbOtp: () => 'Mã KB-OTP'}).codeKbOtp()).to.equal('Mã KB-OTP');
  });
});

describe('a localizer', () => {
  it('speaks anew only for another language or other overrides', () => {
    const localizer = new Localizer(catalog);
    const overrides = {};
    const first = localizer.in({language: 'vi'}, overrides);
    expect(localizer.in({language: 'vi'}, overrides)).to.equal(first);
    expect(localizer.in({language: 'en'}, overrides)).to.not.equal(first);
    expect(localizer.in({language: 'en'}, {retry: 'x'}).retry()).to.equal('x');
  });

  it('is one for all elements without any', () => {
    const none = {};
    const [first, second] = [new Localizer(catalog, none), new Localizer(catalog, none)];
    expect(first.in({language: 'vi'}, none)).to.equal(second.in({language: 'vi'}, none));
    expect(first.in({language: 'en'}, none)).to.not.equal(first.in({language: 'vi'}, none));
    expect(first.in({language: 'vi'}, {})).to.not.equal(second.in({language: 'vi'}, {}));
    Object.assign(none, {retry: 'x'});
    expect(first.in({language: 'vi'}, none).retry()).to.equal('x');
    expect(new Localizer(catalog).in({language: 'vi'}, {}).retry()).to.equal('Thử lại');
  });
});

describe('a problem in words', () => {
  const say = localize(catalog, 'en');
  const rows = [
    [{code: 'code_invalid'}, 'Wrong code. Please check it and try again.'],
    [{code: 'code_invalid', attemptsLeft: 4}, 'Wrong code. You have 4 tries left.'],
    [{code: 'code_invalid', attemptsLeft: 1}, 'Wrong code. You have 1 try left.'],
    [{code: 'code_invalid', attemptsLeft: 0}, 'Too many wrong codes. Please verify again.'],
    [{code: 'account_locked', retryAt: 1}, 'This authentication method is locked for now after too many wrong codes.'],
    [{code: 'account_locked'}, 'This authentication method is locked. Please contact KBSV for help.'],
    [{code: 'idempotency_mismatch'}, 'The request was not accepted. Please contact KBSV for help.'],
  ] as const;
  for (const [problem, words] of rows) {
    it(`${JSON.stringify(problem)}: ${words}`, () => {
      expect(asTyped(describeProblem(problem, say))).to.equal(words);
    });
  }
});

describe('the language of a tag', () => {
  for (const [tag, language] of [
    ['en', 'en'],
    ['en-US', 'en'],
    ['EN-gb', 'en'],
    ['vi', 'vi'],
    ['vi-VN', 'vi'],
    ['ko', 'vi'],
    ['', 'vi'],
    ['enm', 'vi'],
    ['x-en', 'vi'],
  ] as const) {
    it(`"${tag}" is ${language}`, () => {
      expect(toLanguage(tag)).to.equal(language);
    });
  }
});

describe('a wait as a clock shows it', () => {
  for (const [milliseconds, words] of [
    [0, '0:00'],
    [1, '0:01'],
    [1_000, '0:01'],
    [1_001, '0:02'],
    [59_001, '1:00'],
    [60_000, '1:00'],
    [754_000, '12:34'],
    [86_400_000, '1440:00'],
    [-5, '0:00'],
  ] as const) {
    it(`${milliseconds} ms is ${words}`, () => {
      expect(formatWait(milliseconds)).to.equal(words);
    });
  }
});

describe('a time of day', () => {
  it('is written as the language writes it', () => {
    const at = new Date(2026, 10, 22, 15, 4, 5).getTime();
    expect(formatTime(at, 'vi')).to.equal('15:04:05');
    expect(formatTime(at, 'en')).to.match(/^3:04:05\sPM$/);
  });
});
