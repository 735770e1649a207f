/** Key screens, for every engine; of every screen: the stories (Chromium) and `npm run axe` (three engines). */
import {axeFindsNothing} from './support/axe-screens.js';
import {keyScreens} from './support/every-screen.js';

axeFindsNothing(keyScreens());
