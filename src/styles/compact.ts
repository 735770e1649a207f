import {css} from 'lit';

/** In an order ticket: title and amount in one line, a lower field, one line of help. */
export const compactStyles = css`
  :host([density='compact']) .card {
    gap: 6px;
    min-block-size: 216px;
    padding: 10px 12px 0;
  }
  :host([density='compact']) .receipt {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: baseline;
    padding-block-end: 6px;
  }
  :host([density='compact']) :is(.purpose, dl) {
    display: contents;
  }
  :host([density='compact']) .act {
    flex: 1 0 55%;
    font-size: 1em;
  }
  :host([density='compact']) .amount {
    font-size: var(--_large);
    letter-spacing: 0;
  }
  :host([density='compact']) :is(.line, .account) {
    gap: 0 4px;
    padding: 0;
  }
  :host([density='compact']) :is(.line, .account, .say, .call:not(.primary), .actions > .quiet-action:not(.way-back)) {
    font-size: var(--_small);
    line-height: 1.3;
  }
  :host([density='compact']) .say > button {
    margin-block: -13.5px;
  }
  /* No higher than the line that it begins. */
  :host([density='compact']) .status .icon {
    margin: 0;
  }
  :host([density='compact']) .line dd {
    color: var(--_muted);
  }
  :host([density='compact']) :is(.room, .wait, .entries) ~ .say {
    min-block-size: 2.6em;
  }
  /* The button shares the field's line, in a width that the longer of our words needs. */
  :host([density='compact']) .room:has(+ .primary) {
    margin-inline-end: calc(6.2em - 8px);
  }
  :host([density='compact']) .wait:has(+ .primary) {
    margin-inline-end: 6.2em;
    font-size: 1em;
  }
  :host([density='compact']) :is(.room, .wait) + .primary {
    align-self: end;
    flex: none;
    inline-size: 5.8em;
    margin-block: calc(var(--_spot) * -1 - 6px) 0;
    padding: 0;
    font-size: 1em;
  }
  :host([density='compact']) .choice {
    min-block-size: var(--_target);
  }
`;
