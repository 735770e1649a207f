import {html, LitElement, type TemplateResult} from 'lit';
import '../../../src/define/otp-verify.js';

/** A page of the host's own, drawn by the server together with the element in it. */
export class HostPage extends LitElement {
  readonly #token = async (): Promise<string> => 'token-of-the-page';

  protected override render(): TemplateResult {
    return html`
      <otp-verify
        lang="en"
        endpoint="/otp/v1"
        account="058C000001"
        channel="kb-trade"
        .getSessionToken=${this.#token}
      ></otp-verify>
    `;
  }
}
