import {test} from 'node:test';
// @ts-expect-error There is none.
import './nowhere.js';

test('it holds', () => undefined);
