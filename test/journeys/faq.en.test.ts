import {describe} from 'node:test';
import {walkFaq} from './faq.js';

describe('in en', () => walkFaq('en'));
