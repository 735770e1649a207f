import {css} from 'lit';

/**
 * The code field: one transparent input over painted slots, which share the width that there is, from 280 px up.
 * Nothing that a page sets for its texts reaches it.
 */
export const codeFieldStyles = css`
  .room {
    all: initial;
    display: block;
    contain: inline-size;
    color: var(--_text);
    color-scheme: inherit;
    pointer-events: inherit;
    visibility: inherit;
    direction: ltr;
    /* The input is wider than the slots; the outline of the focus lies around them. */
    overflow: clip;
    margin: -8px;
    padding: 8px;
  }
  .field {
    --_gap: 4px;
    --_middle: 12px;
    --_slot: var(--_fit, 52px);
    position: relative;
    inline-size: fit-content;
    max-inline-size: 100%;
    font-family: var(--_code-font);
    font-size: clamp(16px, var(--_slot) * 0.68, 30px);
    font-variant-numeric: tabular-nums;
    line-height: 1;
  }
  .slots {
    display: flex;
    gap: var(--_gap);
  }
  .slot {
    position: relative;
    box-sizing: border-box;
    display: grid;
    place-items: center;
    flex: none;
    inline-size: var(--_slot);
    block-size: 56px;
    contain: strict;
    border: 1.5px solid var(--_outline);
    border-radius: calc(var(--_radius) * 0.7);
    background: var(--_surface);
    transition: border-color var(--_motion);
  }
  .gap {
    margin-inline-start: var(--_middle);
  }
  .field input {
    box-sizing: border-box;
    inline-size: 100%;
    margin: 0;
    border: 0;
    outline: none;
    background: none;
    font: inherit;
    user-select: text;
    -webkit-user-select: text;
  }
  /* Each character stands at the right of its slot's middle: a tap anywhere on a slot puts the caret before it. */
  .slots + input {
    position: absolute;
    inset: 0;
    inline-size: calc(100% + var(--_slot));
    padding: 0 0 0 calc((var(--_slot) + var(--_middle)) / 2);
    clip-path: inset(0 var(--_slot) 0 0);
    color: transparent;
    caret-color: transparent;
    letter-spacing: calc(var(--_slot) + var(--_gap) - 1ch);
    forced-color-adjust: none;
  }
  /* Firefox leaves the spacing out when it looks for the nearer side of a character. */
  @supports (-moz-appearance: none) {
    .slots + input {
      padding-left: calc(var(--_slot) + (var(--_gap) + var(--_middle) - 1ch) / 2);
    }
  }
  /* The browser paints what it filled in its own colors, and lets no style take them away. */
  .slots + input:autofill {
    opacity: 0;
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
  .slot:is(.caret, .edit, .end)::after {
    content: '';
    inline-size: 2px;
    block-size: 1.1em;
    background: var(--_text);
    animation: blink 1.1s step-end infinite;
  }
  .slot:is(.edit, .end)::after {
    position: absolute;
    inset-inline-start: 1px;
  }
  .slot.end::after {
    inset-inline: auto 1px;
  }
  .slot.selected {
    background: color-mix(in srgb, var(--_accent) 32%, var(--_surface));
  }
  @keyframes blink {
    50% {
      opacity: 0;
    }
  }
  .field.invalid .slot,
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
    .slot:is(.caret, .edit, .end)::after {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .slot:is(.caret, .edit, .end)::after {
      background: CanvasText;
    }
    .slot.selected {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
