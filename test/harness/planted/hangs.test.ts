import {test} from 'node:test';

test('it holds', () => undefined);
test('it never ends', () =>
  new Promise((resolve) => void setInterval(() => Number.isNaN(0) && resolve(undefined), 1000)));
