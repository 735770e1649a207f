import {css} from 'lit';

/** The card that every element is: what is signed, the one thing to do, one line about it, and the ways out. */
export const cardStyles = css`
  :host {
    display: block;
    color: var(--_text);
    font: var(--_font);
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
    max-inline-size: 464px;
    min-block-size: 380px;
    margin-inline: auto;
    padding: calc(var(--_space) * 1.25) min(var(--_space) * 1.25, 5.7%) calc(var(--_space) * 0.5);
    font-size: max(15px, 0.9375em);
    line-height: 1.4667;
    overflow-wrap: anywhere;
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 4px);
    box-shadow: var(--_shadow);
  }
  p,
  dl,
  dd,
  ul,
  h2 {
    margin: 0;
    padding: 0;
  }
  .heading {
    font: inherit;
    font-size: var(--_title);
    font-weight: 600;
    line-height: 1.2727;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  .receipt {
    padding-block-end: var(--_space);
    border-block-end: 1px dashed var(--_outline);
  }
  .line,
  .account {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--_space);
    justify-content: space-between;
    padding-block: 2px;
    font-variant-numeric: tabular-nums;
  }
  .line dt,
  .account,
  .note {
    color: var(--_muted);
  }
  .line dd {
    margin-inline-start: auto;
    text-align: end;
  }
  .emphasis {
    display: block;
    padding: 0;
  }
  .emphasis dt {
    color: inherit;
    font-size: var(--_large);
    font-weight: 600;
  }
  .emphasis dd {
    text-align: start;
    font-size: 2.1333em;
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.015em;
  }
  .ask {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 0.75);
    align-items: center;
    justify-content: space-between;
    margin-block-end: -4px;
  }
  label {
    font-weight: 600;
  }
  .time {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .time.low {
    color: var(--_danger);
    font-weight: 600;
  }
  .ring {
    flex: none;
    inline-size: 1.2em;
    block-size: 1.2em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2.75;
    rotate: -90deg;
  }
  .ring :first-child {
    opacity: 0.24;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .say {
    min-block-size: 2.9333em;
    margin-block-start: -4px;
    text-wrap: pretty;
  }
  .hint {
    color: var(--_muted);
  }
  .status {
    display: flex;
    gap: 8px;
    align-items: flex-start;
  }
  .alone {
    display: grid;
    flex: 1;
    align-content: center;
    text-wrap: balance;
  }
  .alone .status {
    flex-direction: column;
    gap: 12px;
    font-size: var(--_large);
  }
  .alone .icon {
    inline-size: 2.5em;
    block-size: 2.5em;
    stroke-width: 1.5;
  }
  .danger {
    color: var(--_danger);
    font-weight: 600;
  }
  .success {
    color: var(--_success);
    font-weight: 600;
  }
  .quiet,
  .busy {
    color: var(--_muted);
  }
  /* The result stands where the field stood. */
  .receipt + .say .success {
    align-items: center;
    justify-content: center;
    min-block-size: var(--_spot);
    margin-block-start: 4px;
    background: color-mix(in srgb, var(--_success) 10%, var(--_surface));
    border: 1.5px solid;
    border-radius: var(--_radius);
    font-size: var(--_large);
  }
  .alone .quiet {
    color: inherit;
  }
  .icon {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    margin-block-start: 0.1em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
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
    gap: 0 var(--_space);
    align-items: center;
    justify-content: space-between;
    min-block-size: var(--_target);
    margin-block-start: auto;
  }
  button,
  .call {
    box-sizing: border-box;
    min-block-size: var(--_target);
    padding: 8px 14px;
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    cursor: pointer;
  }
  .call {
    display: inline-flex;
    align-items: center;
    padding-inline: 0;
    text-decoration-color: var(--_outline);
    text-underline-offset: 0.2em;
  }
  .primary,
  .destructive {
    flex: 1 1 100%;
    min-block-size: var(--_spot);
    margin-block-end: calc(var(--_space) * 0.5);
    font-size: var(--_large);
    font-weight: 600;
  }
  .primary {
    color: var(--_on-accent);
    background: var(--_accent);
  }
  .primary:active {
    background: color-mix(in srgb, var(--_accent) 86%, #000);
  }
  .primary:disabled,
  .destructive:disabled {
    color: var(--_muted);
    background: var(--_sunken);
    border-color: var(--_line);
    font-variant-numeric: tabular-nums;
  }
  .destructive {
    color: #fff;
    background: var(--_danger-fill);
  }
  .quiet-action {
    min-inline-size: var(--_target);
    padding-inline: 0;
    border-radius: calc(var(--_radius) - 4px);
    text-align: start;
  }
  .quiet-action:not(:disabled):hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  button:disabled {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
    cursor: default;
  }
  .leave::before {
    content: '';
    display: inline-block;
    inline-size: 0.45em;
    block-size: 0.45em;
    margin-inline: 2px 0.5em;
    vertical-align: 0.1em;
    border: solid var(--_muted);
    border-width: 0 0 1.5px 1.5px;
    rotate: 45deg;
  }
  .way-back {
    flex: 1 1 100%;
    min-block-size: var(--_spot);
    margin-block-end: calc(var(--_space) * 0.5);
    font-size: var(--_large);
    font-weight: 600;
    text-align: center;
    border: 1.5px solid var(--_outline);
    border-radius: var(--_radius);
  }
  .choices {
    display: grid;
    border-block-start: 1px solid var(--_line);
    list-style: none;
  }
  .choices li {
    border-block-end: 1px solid var(--_line);
  }
  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 0.75);
    align-items: center;
    justify-content: space-between;
    inline-size: 100%;
    min-block-size: 60px;
    padding-inline: 0;
    text-align: start;
  }
  .choice:hover {
    background: var(--_sunken);
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px var(--_text);
  }
  :host([density='compact']) .card {
    gap: 8px;
    min-block-size: 215px;
    padding: 12px 12px 0;
  }
  :host([density='compact']) :is(.receipt, .emphasis) {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: baseline;
    justify-content: space-between;
  }
  :host([density='compact']) .receipt {
    justify-content: start;
    padding-block-end: 8px;
  }
  :host([density='compact']) .purpose {
    display: contents;
  }
  :host([density='compact']) .emphasis {
    flex: 1 1 100%;
  }
  :host([density='compact']) .emphasis dt {
    font-size: 1em;
  }
  :host([density='compact']) .emphasis dd {
    font-size: var(--_large);
    letter-spacing: 0;
  }
  :host([density='compact']) :is(.line:not(.emphasis), .account) {
    gap: 0 4px;
    padding: 0;
  }
  :host([density='compact']) :is(.line:not(.emphasis), .account, .say, .call, .quiet-action) {
    font-size: var(--_small);
  }
  :host([density='compact']) .line dd {
    color: var(--_muted);
  }
  :host([density='compact']) .emphasis dd {
    color: inherit;
  }
  :host([density='compact']) .say {
    min-block-size: 1.4667em;
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 4s;
    }
  }
  @media (forced-colors: active) {
    .primary {
      border: 3px solid ButtonText;
    }
    :is(.destructive, .way-back) {
      border-color: ButtonText;
    }
    .ring,
    .icon {
      color: CanvasText;
    }
  }
`;
