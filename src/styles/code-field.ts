import {css} from 'lit';

/**
 * The code field: one transparent input over painted slots. Slot size follows the width of the container, from 280 px
 * up.
 */
export const codeFieldStyles = css`
  .field {
    --_slot: clamp(34px, 12.4cqi, 52px);
    --_gap: 4px;
    --_middle: 12px;
    position: relative;
    inline-size: fit-content;
    max-inline-size: 100%;
    font-family: var(--_code-font);
    font-size: clamp(24px, 8cqi, 30px);
    font-variant-numeric: tabular-nums;
    line-height: 1;
    direction: ltr;
  }
  .slots {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap);
  }
  .slot {
    box-sizing: border-box;
    display: grid;
    place-items: center;
    inline-size: var(--_slot);
    block-size: 56px;
    border: 1.5px solid var(--_outline);
    border-radius: calc(var(--_radius) * 0.7);
    background: var(--_surface);
    transition: border-color var(--_motion);
  }
  .gap {
    margin-inline-start: var(--_middle);
  }
  .field input {
    position: absolute;
    inset: 0;
    box-sizing: border-box;
    inline-size: 100%;
    margin: 0;
    padding: 0 0 0 calc((var(--_slot) - 1ch) / 2);
    border: 0;
    outline: none;
    background: none;
    color: transparent;
    caret-color: transparent;
    font: inherit;
    letter-spacing: calc(var(--_slot) + var(--_gap) - 1ch);
  }
  .field input:focus-visible {
    outline: none;
    box-shadow: none;
  }
  .field input::selection {
    color: transparent;
    background: transparent;
  }
  .field:focus-within .slot {
    border-color: var(--_text);
  }
  .field:focus-within {
    outline: 3px solid var(--_accent);
    outline-offset: 4px;
    border-radius: calc(var(--_radius) * 0.7);
  }
  .slot.caret::after {
    content: '';
    inline-size: 2px;
    block-size: 1.1em;
    background: var(--_text);
    animation: blink 1.1s step-end infinite;
  }
  .slot.edit,
  .slot.selected {
    background: color-mix(in srgb, var(--_accent) 32%, var(--_surface));
  }
  @keyframes blink {
    50% {
      opacity: 0;
    }
  }
  .invalid .slot,
  .invalid.plain input {
    border-color: var(--_danger);
    border-width: 2px;
  }
  .plain {
    display: flex;
    inline-size: 100%;
    font-size: 1.125em;
  }
  .plain input {
    position: static;
    min-block-size: 52px;
    padding: 0 52px 0 12px;
    color: inherit;
    caret-color: auto;
    letter-spacing: 0.1em;
    border: 1.5px solid var(--_outline);
    border-radius: calc(var(--_radius) * 0.7);
  }
  .reveal {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    inline-size: 48px;
    color: var(--_muted);
  }
  .reveal[aria-pressed='true'] {
    color: var(--_text);
  }
  .plain input::selection {
    color: HighlightText;
    background: Highlight;
  }
  @media (prefers-reduced-motion: reduce) {
    .slot.caret::after {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .slot.edit,
    .slot.selected {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
