import assert from 'node:assert/strict';
import {test} from 'node:test';

test('it holds', () => undefined);
test('it does not hold', () => assert.fail('as planted'));
