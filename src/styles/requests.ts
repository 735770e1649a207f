import {css} from 'lit';

/** What waits for the customer's approval: a bar as high as the heading whose place it takes, and what it leads to. */
export const requestsStyles = css`
  .bar,
  .choice {
    justify-content: start;
    gap: 12px;
    flex-wrap: nowrap;
  }
  .bar {
    display: flex;
    align-items: center;
    box-sizing: border-box;
    /* It reaches into the room around the heading: what stands below stays where it is. */
    block-size: calc(var(--_title) * 1.2727 + 22px);
    min-block-size: 0;
    margin-block: -11px;
    inline-size: 100%;
    padding: 0 12px;
    background: var(--_surface);
    border: 1.5px solid var(--_text);
    border-radius: var(--_radius);
    line-height: 1.25;
    text-align: start;
  }
  p.bar {
    border-color: var(--_outline);
  }
  .bar::before {
    content: '';
    flex: none;
    inline-size: 10px;
    block-size: 10px;
    background: var(--_accent);
    border: 1px solid var(--_text);
    border-radius: 50%;
  }
  button.bar::after,
  .choices .choice::after {
    content: '';
    flex: none;
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-inline-start: auto;
    border: solid var(--_muted);
    border-width: 1.5px 1.5px 0 0;
    rotate: 45deg;
  }
  .bar > span,
  .choices .choice > span {
    min-inline-size: 0;
  }
  .bar strong,
  .bar .note {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .choices strong,
  .choices .note {
    display: block;
  }
  strong {
    font-weight: 600;
  }
  .bar .note,
  .choices .note {
    font-size: var(--_small);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
`;
