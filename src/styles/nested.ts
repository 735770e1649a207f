import {css} from 'lit';

/** An element inside another's card: one card is enough. */
export const nestedStyles = css`
  .nested {
    margin: calc(var(--_space) * -1.25) max(var(--_space) * -1.25, -5.7%) calc(var(--_space) * -0.5);
    font-size: 1.0667em;
    --kb-otp-shadow: none;
  }
  .nested::part(card) {
    border-color: transparent;
    /* It reaches under what stands above it, down to the tails of its letters. */
    background: none;
  }
`;
