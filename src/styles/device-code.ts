import {css} from 'lit';

/** What stands inside the card of `<otp-verify>`, without a card of its own. */
export const deviceCodeStyles = css`
  :host {
    display: grid;
    gap: inherit;
    flex: 1;
    grid-template-rows: 1fr;
  }
`;
