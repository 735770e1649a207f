import {css, type CSSResult} from 'lit';

/** How high a card is while it waits first: as the screen that mostly comes, on a phone, in CSS pixels. */
export const firstWait = (height: number): CSSResult => css`
  :host {
    --_first: ${height}px;
  }
  /* The proof inside has a first wait of its own. */
  otp-verify {
    --_first: initial;
  }
`;

/** Where a card is higher than what is on it, what can be done stays with what it is about: the room is below. */
export const actionsHigh = css`
  .actions {
    margin-block-start: 0;
  }
`;
