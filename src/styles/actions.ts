import {css} from 'lit';

/** What a customer can press: one main action, what can't be undone, the ways out, choices. */
export const actionStyles = css`
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 0.75);
    align-items: center;
    justify-content: space-between;
    min-block-size: var(--_target);
    margin-block-start: auto;
  }
  .actions:empty {
    display: none;
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
  .call,
  .choice,
  .quiet-action {
    border-inline-width: 0;
  }
  .call {
    display: inline-flex;
    align-items: center;
    padding-inline: 0;
    text-decoration-color: var(--_outline);
  }
  .primary,
  .destructive,
  .way-back {
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
  .call.primary {
    justify-content: center;
    text-decoration: none;
  }
  .primary:active {
    background: color-mix(in srgb, var(--_accent) 86%, #000);
  }
  .primary:disabled,
  .destructive:disabled {
    color: var(--_muted);
    background: var(--_sunken);
    border-color: var(--_line);
  }
  .wait:disabled {
    color: inherit;
    border-color: transparent;
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
  /* The way back is at the left edge, another way at the right one. */
  .primary + .quiet-action:last-child:not(.leave) {
    margin-inline-start: auto;
  }
  .say :enabled,
  .quiet-action:not(:disabled):hover {
    text-decoration: underline;
  }
  button:disabled {
    color: var(--_muted);
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
  .choice[aria-current] {
    font-weight: 600;
  }
  .choice:hover {
    background: var(--_sunken);
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px var(--_text);
  }
  @media (forced-colors: active) {
    .primary {
      border: 3px solid ButtonText;
    }
    :is(.destructive, .way-back) {
      border-color: ButtonText;
    }
    .quiet-action:not(.way-back) {
      border: 0;
      text-decoration: underline;
    }
  }
`;
