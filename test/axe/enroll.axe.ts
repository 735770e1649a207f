import {axeFindsNothing} from '../elements/support/axe-screens.js';
import {enrollScreens} from '../elements/support/every-screen.js';

axeFindsNothing(enrollScreens);
