import {css} from 'lit';

/** In an order ticket: title and amount in one line, a lower field, one line of help. */
export const compactStyles = css`
  :host([density='compact']) .card {
    gap: 5px;
    min-block-size: 220px;
    padding: 8px 12px 0;
  }
  :host([density='compact']) .receipt {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: baseline;
    padding-block-end: 2px;
  }
  :host([density='compact']) :is(.purpose, dl) {
    display: contents;
  }
  /* The page around a ticket says where it is; not so what another page asks. */
  :host([density='compact']) .account > span:not(.from) {
    display: none;
  }
  :host([density='compact']) .act {
    flex: 1 0 55%;
    font-size: 1em;
    line-height: 1.25;
  }
  :host([density='compact']) .amount {
    font-size: var(--_large);
    line-height: 1.15;
    letter-spacing: 0;
  }
  :host([density='compact']) :is(.line, .account) {
    gap: 0 4px;
    padding: 0;
  }
  :host([density='compact'])
    :is(.line, .account, .ask, .say, .call:not(.primary), .actions .quiet-action:not(.way-back)) {
    font-size: var(--_small);
    line-height: 1.25;
  }
  /* The outline of the focus lies between it and the field. */
  :host([density='compact']) .ask {
    margin-block-end: -1px;
  }
  :host([density='compact']) .say {
    margin-block-start: -1px;
  }
  :host([density='compact']) .actions {
    margin-block-end: -3px;
  }
  /* What room there is lies between what is signed and by what. */
  :host([density='compact']) .receipt + .ask {
    margin-block-start: auto;
  }
  /* What helps goes on in the line of the hint. */
  :host([density='compact']) :is(#hint:not([hidden]), .hint + .status) {
    display: inline;
  }
  :host([density='compact']) .say > button {
    margin-block: -14px;
  }
  /* No higher than the line that it begins. */
  :host([density='compact']) .status .icon {
    margin: 0;
  }
  :host([density='compact']) .line dd {
    color: var(--_muted);
  }
  :host([density='compact']) :is(.room, .wait, .entries) ~ .say {
    min-block-size: 2.5em;
  }
  /* The button shares the field's line, in a width that the longer of our words needs. */
  :host([density='compact']) .room:has(+ .primary) {
    margin-inline-end: calc(6.2em - 8px);
  }
  :host([density='compact']) .wait:has(+ .primary) {
    margin-inline-end: 6.2em;
    padding-inline: 4px;
    font-size: 1em;
  }
  :host([density='compact']) :is(.room, .wait) + .primary {
    align-self: end;
    flex: none;
    inline-size: 5.8em;
    margin-block: calc(var(--_spot) * -1 - 5px) 0;
    padding: 0;
    font-size: 1em;
  }
  :host([density='compact']) .choice {
    min-block-size: var(--_target);
  }
`;
