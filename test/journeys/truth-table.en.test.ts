import {walkTruthTable} from './truth-table.js';

walkTruthTable('en');
