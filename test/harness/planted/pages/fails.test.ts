import {assert} from 'chai';

it('holds', () => undefined);
it('does not hold', () => assert.fail('as planted'));
