import {css} from 'lit';

/** What customers have to know before they go on, and what they are offered. */
export const noticeStyles = css`
  .notice,
  .offer {
    padding: calc(var(--_space) * 0.75);
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: var(--_sunken);
  }
`;
