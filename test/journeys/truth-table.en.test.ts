import {describe} from 'node:test';
import {walkTruthTable} from './truth-table.js';

describe('in en', () => walkTruthTable('en'));
