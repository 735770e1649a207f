import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {findWeaknesses, type PasswordWeakness} from '../../src/domain/password-rules.js';

const weaknesses = (password: string, personal: readonly string[] = []) =>
  findWeaknesses(password, {digits: password.length, personal});

const refused: Readonly<Record<Exclude<PasswordWeakness, 'length' | 'not_digits' | 'personal'>, readonly string[]>> = {
  repeated: ['0000', '000000', '111112', '211111', '112112', '121221', '112233', '998877', '111222', '222111333'],
  sequence: ['1234', '123456', '654321', '890123', '321098', '246802', '975319', '012345678901'],
  pattern: ['1212', '121212', '123123', '12312', '123321', '12344321', '804804', '80428042'],
  date: [
    '010190',
    '311299',
    '290200',
    '123199',
    '900131',
    '01011990',
    '12311990',
    '19900131',
    '011990',
    '199001',
    '3112',
    '1231',
  ],
  year: ['1990', '2026', '199000', '001990', '199012', '992001', '19908', '219901'.slice(1)],
  keypad: [
    '147258',
    '258369',
    '147852',
    '159753',
    '951357',
    '741852',
    '2580',
    '0852',
    '147896',
    '123654',
    '789632',
    '369',
    '1470',
  ],
};

describe('passwords that people choose first are refused, with the reason (B4)', () => {
  for (const [weakness, passwords] of Object.entries(refused))
    for (const password of passwords)
      test(`${password}: ${weakness}`, () => {
        assert.ok(weaknesses(password).includes(weakness as PasswordWeakness), weaknesses(password).join());
      });

  test('every reason is given, not only the first', () => {
    assert.deepEqual(weaknesses('121212'), ['repeated', 'pattern', 'date']);
  });
});

describe('what others know about the customer is refused', () => {
  const rows: readonly (readonly [why: string, password: string, personal: string, refused: boolean])[] = [
    ['the end of the account number', '730291', '058C730291', true],
    ['its beginning, without the letter', '058730', '058C730291', true],
    ['the end of the telephone number', '482615', '0903 482 615', true],
    ['the country’s code and what follows', '849034', '+84 903 482 615', true],
    ['a short number with digits more', '804293', '8042', true],
    ['two digits that happen to be in it', '804293', '42', false],
    ['another number', '804293', '058C730291', false],
    ['no digits at all', '804293', 'C', false],
  ];
  for (const [why, password, personal, expected] of rows)
    test(`${why}: ${password} of ${personal} ${expected ? 'is refused' : 'is allowed'}`, () => {
      assert.deepEqual(weaknesses(password, [personal]), expected ? ['personal'] : []);
    });
});

describe('a password that says nothing is allowed', () => {
  for (const password of ['804293', '730291', '519047', '8042', '80429', '80429317', '804293175062'])
    test(password, () => {
      assert.deepEqual(weaknesses(password), []);
    });

  for (const [date, why] of [
    ['310290', 'February has no 31st'],
    ['320190', 'no month has 32 days'],
    ['001390', 'no day is the 0th'],
    ['29022150', 'the year is not one of a life'],
  ] as const)
    test(`${date} is no date: ${why}`, () => {
      assert.ok(!weaknesses(date).includes('date'));
    });

  test('nine of ten passwords of six digits are', () => {
    let allowed = 0;
    // A prime of them apart, so that each digit is met in each place: all of them take ten seconds.
    const numbers = Array.from({length: 1e6 / 29}, (_, index) => index * 29);
    for (const number of numbers) if (weaknesses(String(number).padStart(6, '0')).length === 0) allowed++;
    const share = allowed / numbers.length;
    assert.ok(share > 0.89 && share < 0.91, String(share));
  });
});

describe('a password is as many ASCII digits as the policy says', () => {
  const rows: readonly (readonly [password: string, digits: number, found: readonly PasswordWeakness[]])[] = [
    ['80429', 6, ['length']],
    ['8042937', 6, ['length']],
    ['', 6, ['length']],
    ['80429a', 6, ['not_digits']],
    ['\uff18\uff10\uff14\uff12\uff19\uff13', 6, ['not_digits']],
    ['80429\n', 6, ['not_digits']],
    ['-80429', 6, ['not_digits']],
  ];
  for (const [password, digits, found] of rows)
    test(`${JSON.stringify(password)} where ${digits} are wanted: ${found.join()}`, () => {
      assert.deepEqual(findWeaknesses(password, {digits}), found);
    });
});
