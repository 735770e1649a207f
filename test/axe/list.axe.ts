import {axeFindsNothing} from '../elements/support/axe-screens.js';
import {listScreens} from '../elements/support/every-screen.js';

axeFindsNothing(listScreens);
