import {css} from 'lit';
import {actionStyles} from './actions.js';
import {compactStyles} from './compact.js';

const card = css`
  :host {
    display: block;
    color: var(--_text);
    font: var(--_font);
    text-align: start;
    writing-mode: horizontal-tb;
  }
  :host([hidden]),
  .card[hidden] {
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
    font-variant-numeric: tabular-nums;
    text-underline-offset: 0.2em;
    overflow-wrap: anywhere;
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 4px);
    box-shadow: var(--_shadow);
  }
  /* The first wait has the room that what mostly comes of it needs. */
  :host(:not([density='compact'])) .card:has(> slot + .busy) {
    min-block-size: var(--_first, 380px);
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
  .act,
  .amount {
    font-size: var(--_large);
    font-weight: 600;
  }
  /* So large that it fits a card of 280 px: an amount that is broken is another one. */
  .amount {
    font-size: min(2.1333em, 25em / var(--_signs));
    line-height: 1.25;
    letter-spacing: -0.015em;
  }
  .ask {
    display: flex;
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
    white-space: nowrap;
  }
  .time.low {
    color: var(--_danger);
    font-weight: 600;
  }
  .ring::before {
    --_hole: radial-gradient(closest-side, #0000 calc(100% - 3px), #000 calc(100% - 2px));
    content: '';
    flex: none;
    inline-size: 1.2em;
    block-size: 1.2em;
    border-radius: 50%;
    background: conic-gradient(currentColor calc(var(--_left) * 1turn), var(--_line) 0);
    -webkit-mask: var(--_hole);
    mask: var(--_hole);
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
    margin-block-start: -4px;
    text-wrap: pretty;
  }
  /* Where a field is answered, or the list, what is said has its room before it is said. */
  :is(.room, .wait, .entries) ~ .say {
    min-block-size: 2.9333em;
  }
  .hint {
    color: var(--_muted);
  }
  /* As high as a finger needs, as low as a line of text. */
  .say > button {
    margin: -11px 0;
    font-weight: 400;
  }
  .status {
    display: flex;
    gap: 8px;
    align-items: flex-start;
  }
  /* Without a receipt what is said stands right above what can be done, and both in the middle of the card. */
  .alone {
    display: grid;
    flex: 1;
    align-content: end;
    text-wrap: balance;
  }
  .alone .status {
    font-size: var(--_large);
  }
  .alone ~ .actions {
    flex: 1;
    align-content: stretch;
    align-items: end;
    margin-block-start: 0;
  }
  .alone ~ .actions:has(.destructive, .hint) {
    align-content: start;
  }
  .alone ~ .actions:empty {
    display: block;
  }
  .alone ~ .actions > .primary {
    align-self: start;
  }
  .alone .success {
    flex-direction: column;
  }
  .alone .success .icon {
    inline-size: 2.5em;
    block-size: 2.5em;
    stroke-width: 1.5;
  }
  /* Where one waits: in place of what can be done then. */
  .wait,
  .alone .busy {
    display: flex;
    gap: 10px;
    align-items: center;
    justify-content: center;
    box-sizing: border-box;
    min-block-size: var(--_spot);
    padding: 8px 14px;
    background: var(--_sunken);
    border-radius: var(--_radius);
    font-size: var(--_large);
    font-weight: 600;
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
  .alone,
  .alone :is(.quiet, .busy),
  .receipt + .quiet,
  .receipt + .quiet .quiet {
    color: inherit;
  }
  /* So does what is left to do, below what there is to say of it. */
  .receipt + .say {
    min-block-size: 0;
    margin-block-start: 0;
    font-weight: 600;
  }
  .receipt + .say ~ .actions {
    flex: 1;
    align-content: space-between;
    margin-block-start: 0;
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
    animation: turn 900ms linear 400ms infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 4s;
    }
  }
  @media (forced-colors: active) {
    .icon {
      color: CanvasText;
    }
  }
`;

/** The card that every element is: what is signed, the one thing to do, one line about it, and the ways out. */
export const cardStyles = [card, actionStyles, compactStyles];
