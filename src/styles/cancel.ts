import {css} from 'lit';

/** What only `<otp-cancel>` has. */
export const cancelStyles = css`
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
