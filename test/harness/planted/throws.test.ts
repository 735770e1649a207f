import {test} from 'node:test';

test('it holds', () => undefined);
throw new Error('as planted');
