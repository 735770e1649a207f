import {walkTruthTable} from './truth-table.js';

walkTruthTable('vi');
