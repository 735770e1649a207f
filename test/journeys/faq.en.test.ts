import {walkFaq} from './faq.js';

walkFaq('en');
