import {test} from 'node:test';
import {leftOut} from './support/left-out.js';

leftOut();

test('it holds', () => undefined);
