// Before anything of Lit, as its documentation says.
import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import {HostPage} from './page.js';

customElements.define('host-page', HostPage);
