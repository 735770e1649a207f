import {css} from 'lit';

/** An element inside another's card: one card is enough. */
export const nestedStyles = css`
  .nested {
    /* The percentage is of the narrower one. */
    margin: calc(var(--_space) * -1.25) max(var(--_space) * -1.25, -6.43%) calc(var(--_space) * -0.5);
    font-size: 1.0667em;
    --kb-otp-shadow: none;
  }
  :host([density='compact']) .nested {
    margin: -8px -12px 0;
  }
  .nested::part(card) {
    border: 0;
    /* It reaches under what stands above it, down to the tails of its letters. */
    background: none;
  }
`;
