import {leftOut} from './support/left-out.js';

leftOut();
