// Before anything of Lit, as its documentation says: a bundler may put Lit into a file that runs before this one.
import '@lit-labs/ssr-client/lit-element-hydrate-support.js';

const {HostPage} = await import('./page.js');
customElements.define('host-page', HostPage);
