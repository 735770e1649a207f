import {verifyScreens} from './support/every-screen.js';
import {walksByKeyboard} from './support/walked.js';

describe('by keyboard alone', () => walksByKeyboard(verifyScreens));
