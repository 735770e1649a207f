import {axeFindsNothing} from '../elements/support/axe-screens.js';
import {verifyScreens} from '../elements/support/every-screen.js';

axeFindsNothing(verifyScreens);
