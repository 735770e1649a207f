/** The apps' service worker: what the endpoint pushes is shown, and a touch on it opens the list in M-able. */

import {showRequests} from '../../src/worker.js';

showRequests({page: 'm-able.html?view=list'});
