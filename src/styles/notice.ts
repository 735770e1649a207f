import {css} from 'lit';

/** What customers have to know before they go on. */
export const noticeStyles = css`
  .notice {
    padding: 10px 12px;
    border-inline-start: 4px solid var(--_accent);
    background: color-mix(in srgb, var(--_accent) 12%, var(--_surface));
  }
`;
