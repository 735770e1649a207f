import {css} from 'lit';

/** What only the elements of the device's list have. */
export const deviceStyles = css`
  .actions > .hint {
    flex: 1 1 100%;
    margin-block-end: 8px;
  }
  .doomed {
    padding-inline-start: 1.5em;
  }
  .ticks {
    display: grid;
    gap: 4px;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .tick {
    display: flex;
    gap: 12px;
    align-items: center;
    min-block-size: 44px;
    font-weight: 400;
  }
  .tick input {
    inline-size: 22px;
    block-size: 22px;
    accent-color: var(--_accent);
  }
  .entries {
    display: grid;
    list-style: none;
  }
  .entry {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 2px 12px;
    align-items: center;
    padding-block: 12px;
    border-block-end: 1px solid var(--_line);
  }
  .entry:last-child {
    border-block-end: 0;
  }
  .entry-name {
    color: var(--_muted);
    font-size: 0.875em;
    overflow-wrap: anywhere;
  }
  .mark {
    margin-inline-start: 6px;
    padding: 1px 8px;
    color: var(--_text);
    border: 1px solid var(--_outline);
    border-radius: 999px;
  }
  .entry-code {
    grid-column: 1;
    font-family: var(--_code-font);
    font-size: 1.75em;
    font-variant-numeric: tabular-nums;
    line-height: 1.2;
    letter-spacing: 0.04em;
  }
  .entry-note {
    grid-column: 1 / -1;
    color: var(--_danger);
    font-size: 0.875em;
  }
  .entry-actions {
    display: flex;
    grid-column: 2;
    grid-row: 1 / span 2;
    gap: 4px;
  }
  .entry .time {
    grid-column: 1 / -1;
  }
`;
