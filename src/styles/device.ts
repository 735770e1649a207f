import {css} from 'lit';

/** What only the elements of the device's list have. */
export const deviceStyles = css`
  .actions > .hint {
    flex: 1 1 100%;
    margin-block-end: 8px;
  }
  .steps {
    display: grid;
    gap: 8px;
    color: var(--_muted);
    font-size: var(--_small);
  }
  .steps::after {
    content: '';
    block-size: 3px;
    /* The gap behind the last of them is none of the column's. */
    margin-inline-end: -6px;
    background: linear-gradient(to right, var(--_text) calc(var(--_step) * 25%), var(--_line) 0);
    -webkit-mask: repeating-linear-gradient(to right, #000 0 calc(25% - 6px), #0000 0 25%);
    mask: repeating-linear-gradient(to right, #000 0 calc(25% - 6px), #0000 0 25%);
  }
  .offer {
    display: grid;
    justify-items: start;
    padding-block-end: 0;
  }
  .offer > button {
    text-decoration: underline;
  }
  button.entry-code {
    padding: 0;
    border: 0;
    color: var(--_muted);
  }
  .scan {
    display: grid;
    gap: 8px;
    justify-items: center;
    text-align: center;
  }
  .qr {
    inline-size: min(184px, 100%);
    aspect-ratio: 1;
    border-radius: var(--_radius);
  }
  .links {
    display: grid;
    justify-items: start;
  }
  .links:empty {
    display: none;
  }
  .doomed {
    padding-inline-start: 1.5em;
  }
  /* No grid: WebKit would keep the legend as wide as it was before a phone is turned. */
  .ticks {
    display: flex;
    flex-direction: column;
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
    margin: 0;
    accent-color: var(--_accent);
  }
  legend {
    padding: 0;
  }
  .choices > li > bdi {
    display: block;
    padding-block: 8px;
  }
  .entries {
    display: grid;
    container-type: inline-size;
    border-block-start: 1px solid var(--_line);
    list-style: none;
  }
  .entry {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 12px;
    align-items: center;
    padding-block: 8px;
    border-block-end: 1px solid var(--_line);
  }
  .entry-name {
    color: var(--_muted);
    font-size: var(--_small);
  }
  .name {
    display: block;
    color: var(--_text);
    font-size: 1.1538em;
    font-weight: 600;
  }
  .live {
    display: flex;
    gap: 0 12px;
    align-items: center;
    justify-content: space-between;
    min-block-size: var(--_target);
    grid-column: 1 / -1;
  }
  .side {
    flex: 1 1 5em;
    min-inline-size: 0;
    font-size: var(--_small);
    line-height: 1.3;
  }
  .side:has(.next) .copy {
    min-block-size: 24px;
    padding-block: 0;
  }
  /* In one line, or the list would be higher for five seconds. */
  .next {
    display: block;
    white-space: nowrap;
    color: var(--_muted);
  }
  summary {
    display: grid;
    place-items: center end;
    min-block-size: var(--_target);
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  .menu[open] {
    display: grid;
    grid-column: 1 / -1;
    flex: 1 1 100%;
    justify-items: end;
  }
  .actions > .menu:only-child {
    margin-inline-start: auto;
  }
  .mark {
    margin-inline-start: 6px;
    padding: 1px 8px;
    color: var(--_text);
    border: 1px solid var(--_outline);
    border-radius: 999px;
  }
  .entry-code {
    font-family: var(--_code-font);
    font-size: clamp(24px, 2.2667em, 15cqi - 12px);
    font-weight: 600;
    line-height: 1.3;
    letter-spacing: 0.02em;
    white-space: nowrap;
  }
  .entry-note {
    grid-column: 1 / -1;
    color: var(--_danger);
  }
  .clock {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    font-size: var(--_small);
    font-weight: 600;
  }
  .clock::before {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  .clock.low {
    color: var(--_danger);
  }
`;
