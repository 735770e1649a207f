import {css} from 'lit';

/** What only `<otp-cancel>` has. */
export const cancelStyles = css`
  .from-to {
    display: grid;
    grid-template-columns: 1fr 24px 1fr;
    padding: calc(var(--_space) * 0.75);
    font-weight: 600;
    background: var(--_sunken);
    border: 1px solid transparent;
    border-radius: var(--_radius);
  }
  .from-to span {
    display: block;
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 400;
  }
  .from-to p:last-child {
    grid-column: 3;
    padding-inline-start: var(--_space);
  }
  /* An arrow between the two. */
  .from-to::after {
    grid-area: 1 / 2;
    align-self: center;
    inline-size: 8px;
    block-size: 8px;
    border: solid var(--_muted);
    border-width: 1.75px 1.75px 0 0;
    content: '';
    rotate: 45deg;
  }
  .consequences {
    display: grid;
    gap: 8px;
    margin: 0;
    padding-inline-start: 20px;
    list-style: disc;
  }
  .consequences li::marker {
    color: var(--_muted);
  }
`;
