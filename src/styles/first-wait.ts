import {css, type CSSResult} from 'lit';

/** How high a card is while it waits first: as the screen that mostly comes, on a phone, in CSS pixels. */
export const firstWait = (height: number): CSSResult => css`
  :host {
    --_first: ${height}px;
  }
`;

/** Where a card is higher than what is on it, the main action stays with what it is about, and the way out below. */
export const actionsHigh = css`
  .actions {
    flex: 1;
    align-content: stretch;
    align-items: end;
    margin-block-start: 0;
  }
  .actions > :is(.primary, .hint) {
    align-self: start;
  }
`;
