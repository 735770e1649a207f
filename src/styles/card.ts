import {css} from 'lit';

/** The card that every element is, and what stands in it. */
export const cardStyles = css`
  :host {
    display: block;
    color: var(--_text);
    font: var(--_font);
    line-height: 1.5;
    text-align: start;
    writing-mode: horizontal-tb;
  }
  :host([hidden]) {
    display: none;
  }
  .card {
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 0.75);
    min-block-size: 27em;
    padding: var(--_space);
    overflow-wrap: anywhere;
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    box-shadow: var(--_shadow);
  }
  :host([density='compact']) .card {
    min-block-size: 22em;
    padding: calc(var(--_space) * 0.625);
    gap: calc(var(--_space) * 0.5);
  }
  p,
  dl,
  dd,
  ul,
  h2 {
    margin: 0;
    padding: 0;
  }
  .purpose {
    display: grid;
    gap: 2px;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75em;
    justify-content: space-between;
  }
  .line dt,
  .account,
  .hint,
  .note {
    color: var(--_muted);
    font-size: 0.875em;
  }
  dd,
  .note,
  .account,
  .choice {
    overflow-wrap: anywhere;
  }
  .emphasis {
    display: block;
  }
  .emphasis dd {
    font-size: 1.375em;
    font-weight: 650;
    line-height: 1.35;
    font-variant-numeric: tabular-nums;
  }
  .heading {
    font: inherit;
    font-weight: 600;
  }
  label {
    font-weight: 600;
  }
  .ask {
    display: grid;
    gap: 2px;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .time {
    block-size: 4px;
    border-radius: 2px;
    background: var(--_line);
    overflow: hidden;
  }
  .bar {
    block-size: 100%;
    background: var(--_muted);
    transform-origin: left;
  }
  .seconds {
    min-block-size: 1.3em;
    color: var(--_muted);
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
    text-align: end;
  }
  .status {
    display: flex;
    gap: 0.5em;
    align-items: flex-start;
    min-block-size: 3em;
  }
  .alone {
    flex: 1;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    padding-block: 1em;
    text-align: center;
    text-wrap: balance;
  }
  .alone .icon {
    inline-size: 2.5em;
    block-size: 2.5em;
    stroke-width: 1.5;
  }
  .danger {
    color: var(--_danger);
  }
  .success {
    color: var(--_success);
    font-weight: 600;
  }
  .quiet,
  .busy {
    color: var(--_muted);
  }
  .icon {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    margin-block-start: 0.125em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .spinner {
    stroke-dasharray: 42 15;
    animation: turn 900ms linear infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
    margin-block-start: auto;
  }
  button,
  .call {
    box-sizing: border-box;
    min-block-size: 44px;
    padding: 8px 14px;
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) * 0.8);
    cursor: pointer;
  }
  .call {
    display: inline-flex;
    align-items: center;
    text-decoration: underline;
  }
  button:disabled {
    color: var(--_muted);
    cursor: default;
  }
  .primary {
    flex: 1 1 100%;
    font-weight: 650;
    color: var(--_on-accent);
    background: var(--_accent);
  }
  .primary:disabled {
    color: var(--_muted);
    background: var(--_line);
  }
  .destructive {
    margin-inline-start: auto;
    font-weight: 650;
    color: var(--_danger);
    border-color: currentColor;
  }
  .quiet-action {
    padding-inline: 6px;
    text-decoration: underline;
    text-underline-offset: 0.2em;
    text-decoration-color: var(--_outline);
  }
  .quiet-action:disabled {
    text-decoration: none;
    font-variant-numeric: tabular-nums;
  }
  .choices {
    display: grid;
    gap: 8px;
    list-style: none;
  }
  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75em;
    align-items: center;
    justify-content: space-between;
    inline-size: 100%;
    min-block-size: 52px;
    text-align: start;
    border-color: var(--_outline);
  }
  .choice:hover {
    border-color: var(--_text);
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px var(--_text);
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 4s;
    }
  }
  @media (forced-colors: active) {
    .primary {
      border-color: ButtonText;
    }
    .bar {
      background: CanvasText;
    }
  }
`;
