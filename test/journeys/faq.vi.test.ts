import {describe} from 'node:test';
import {walkFaq} from './faq.js';

describe('in vi', () => walkFaq('vi'));
