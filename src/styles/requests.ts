import {css} from 'lit';

/** What waits for the customer's approval: a bar as high as the heading whose place it takes, and what it leads to. */
export const requestsStyles = css`
  /* The room is the heading's: nothing that the customer is about to press moves. */
  :host(:not(.nested)) {
    z-index: 1;
    block-size: 0;
    margin-block-end: calc(var(--_space) * -0.75);
  }
  /* The bar alone, without a card of its own, and what is said of it for the ear. */
  :host(:not(.nested)) .card {
    display: contents;
  }
  :host(:not(.nested)) .say {
    position: absolute;
  }
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
    /* It lies over the heading of the list and reaches into the room around that. */
    block-size: calc(var(--_title) * 1.2727 + 22px);
    min-block-size: 0;
    margin-block: -14px -8px;
    inline-size: 100%;
    padding: 0 12px;
    background: var(--_surface);
    border: 1.5px solid var(--_text);
    border-radius: var(--_radius);
    line-height: 1.25;
    text-align: start;
    container-type: inline-size;
  }
  /* The same in a ticket, where there is less of it. */
  :host([density='compact']:not(.nested)) {
    margin-block-end: -5px;
  }
  :host([density='compact']) .bar {
    block-size: var(--_target);
    margin-block: -7px;
  }
  .tight {
    display: none;
  }
  /* What is asked for is cut short nowhere: where it has no room, or letters are large, the number stands for it. */
  @container (inline-size < 21em) {
    .roomy {
      display: none;
    }
    .tight {
      display: block;
    }
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
  .receipt + .say .success {
    padding: 8px 14px;
  }
  .receipt > .notice {
    margin-block-start: 8px;
  }
  .bar .note,
  .choices .note {
    font-size: var(--_small);
    font-weight: 400;
  }
`;
