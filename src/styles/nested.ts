import {css} from 'lit';

/** An element inside another's card: one card is enough. */
export const nestedStyles = css`
  .nested {
    margin: calc(var(--_space) * -1);
    --kb-otp-shadow: none;
  }
  .nested::part(card) {
    border-color: transparent;
  }
`;
