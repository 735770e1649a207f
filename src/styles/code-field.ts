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
    --_middle: 12px;
    --_slot: var(--_fit, 42px);
    position: relative;
    font-family: var(--_code-font);
    font-size: clamp(16px, var(--_slot) * 0.7, 30px);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    line-height: 1;
  }
  .field input {
    box-sizing: border-box;
    inline-size: 100%;
    margin: 0;
    border: 0;
    outline: none;
    box-shadow: none;
    background: none;
    font: inherit;
    user-select: text;
    -webkit-user-select: text;
  }
  .slots,
  .plain input {
    box-sizing: border-box;
    min-block-size: var(--_spot);
    background: var(--_surface);
    border: 1.5px solid var(--_outline);
    border-radius: var(--_radius);
  }
  .slots {
    display: flex;
    align-items: center;
    justify-content: center;
  }
  /* A key lays out one of them: no grid and no clip, which would cost a page of many as much as all else here. */
  .slot {
    flex: none;
    inline-size: var(--_slot);
    block-size: 40px;
    contain: size layout style;
    border-radius: 6px;
    line-height: 40px;
    text-align: center;
  }
  /* An empty place: a dash for what is read, a ring for what is known by heart. */
  .field:not(.secret) .slot:empty:not(.caret) {
    background: linear-gradient(var(--_dash, var(--_outline)) 0 0) 50% calc(100% - 4px) / min(18px, 60%) 2px no-repeat;
  }
  .secret .slot {
    font-size: 0;
  }
  .secret .slot:not(.caret)::before {
    content: '';
    position: absolute;
    inset: 0;
    box-sizing: border-box;
    inline-size: 16px;
    block-size: 16px;
    margin: auto;
    border: 2px solid var(--_outline);
    border-radius: 50%;
  }
  .secret .slot:not(:empty)::before {
    border-color: currentColor;
    background: currentColor;
  }
  .gap {
    margin-inline-start: var(--_middle);
  }
  /* Each character stands at the right of its slot's middle: a tap anywhere on a slot puts the caret before it. */
  .slots + input {
    position: absolute;
    inset: 0;
    --_before: calc((100% - var(--_count) * var(--_slot) - var(--_middle)) / 2);
    inline-size: calc(100% + var(--_slot));
    padding: 0 0 0 calc(var(--_before) + (var(--_slot) + var(--_middle)) / 2);
    clip-path: inset(0 var(--_slot) 0 0);
    color: transparent;
    caret-color: transparent;
    letter-spacing: calc(var(--_slot) - 1ch);
    forced-color-adjust: none;
  }
  /* Firefox leaves the spacing out when it looks for the nearer side of a character. */
  @supports (-moz-appearance: none) {
    .slots + input {
      padding-left: calc(var(--_before) + var(--_slot) + (var(--_middle) - 1ch) / 2);
    }
  }
  /* The browser paints what it filled in its own colors, and lets no style take them away. */
  .slots + input:autofill {
    opacity: 0;
  }
  .field input::selection {
    color: transparent;
    background: transparent;
  }
  /* Two tones: one of them stands out from any surface. */
  .field:focus-within .slots,
  .plain input:focus-visible {
    border-color: var(--_text);
    outline: 3px solid var(--_accent);
    outline-offset: 0;
  }
  .slot:is(.caret, .edit, .end)::after {
    content: '';
    position: absolute;
    inset: 5px auto 5px calc(50% - 1px);
    inline-size: 2px;
    border-radius: 1px;
    background: var(--_text);
  }
  .slot.edit::after {
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
  .field.invalid .slots,
  .invalid.plain input {
    border-color: var(--_danger);
  }
  .field.invalid {
    --_dash: var(--_danger);
  }
  .field.invalid:focus-within .slots,
  .invalid.plain input:focus-visible {
    outline-color: color-mix(in srgb, var(--_danger) 28%, var(--_surface));
  }
  .still .slots {
    background: var(--_sunken);
    color: var(--_muted);
  }
  .plain {
    display: flex;
    font-size: 17px;
    font-weight: 400;
  }
  .plain input {
    padding: 0 52px 0 var(--_space);
    color: inherit;
    caret-color: auto;
    letter-spacing: 0.1em;
    transition: border-color var(--_motion);
  }
  .reveal {
    position: absolute;
    inset: 0 0 0 auto;
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
  /* By the browser's compositor alone: nothing is painted for it. */
  @media (prefers-reduced-motion: no-preference) {
    .rests .slot::after {
      animation: blink 1.1s step-end infinite;
    }
  }
  @media (forced-colors: active) {
    .field.invalid .slots {
      border: 3px double CanvasText;
    }
    /* Gradients are left out there. */
    .field:not(.secret) .slot:empty {
      --_dash: CanvasText;
      forced-color-adjust: none;
    }
    .secret .slot:not(:empty)::before {
      background: CanvasText;
      forced-color-adjust: none;
    }
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
