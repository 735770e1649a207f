import {css} from 'lit';

/** In an order ticket: title and amount in one line, a lower field, one line of help. */
export const compactStyles = css`
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
  :host([density='compact']) .line:not(.emphasis) dd {
    color: var(--_muted);
  }
  :host([density='compact']) .say {
    min-block-size: 1.4667em;
  }
`;
