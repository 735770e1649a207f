import {html, nothing, type TemplateResult} from 'lit';

/** What a browser would run, or takes from the page itself, leads nowhere. */
const nowhere = /^(javascript|data|blob|vbscript):$/;

/** Whether it is the address of something: of a page, or of an app by its own scheme. */
export function isAddress(url: unknown): url is string {
  try {
    return typeof url === 'string' && url !== '' && !nowhere.test(new URL(url, document.baseURI).protocol);
  } catch {
    return false;
  }
}

/** A link to where the host says; nothing where it says nowhere. */
export const link = (text: string, url: unknown, target?: '_blank'): TemplateResult | typeof nothing =>
  isAddress(url)
    ? html`<a class="call" part="action" href=${url} target=${target ?? nothing} rel="noopener">${text}</a>`
    : nothing;
