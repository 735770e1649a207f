import {css} from 'lit';

/** What the customer has to know before he goes on. */
export const noticeStyles = css`
  .notice {
    padding: 10px 12px;
    border-inline-start: 4px solid var(--_accent);
    background: color-mix(in srgb, var(--_accent) 12%, var(--_surface));
  }
`;
