import {axeFindsNothing} from '../elements/support/axe-screens.js';
import {accountScreens} from '../elements/support/every-screen.js';

axeFindsNothing(accountScreens);
