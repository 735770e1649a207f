/** What `kb-otp/testing` is in a production build: nothing to import by name, and an error for whoever loads it. */
import {refuse} from './production.js';

refuse();
