import {test} from 'node:test';

test('it holds', () => undefined);
test('it computes without end', () => {
  let turns = 0;
  while (turns >= 0) turns += 1;
});
