import {walkFaq} from './faq.js';

walkFaq('vi');
