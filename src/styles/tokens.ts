import {css} from 'lit';

/**
 * The design tokens. A host sets `--kb-otp-*` anywhere above an element; the private names below are what the styles
 * read. System colours follow the page's `color-scheme`, so light and dark need no second sheet.
 */
export const tokens = css`
  :host {
    --_accent: var(--kb-otp-accent, #ffbc00);
    --_on-accent: var(--kb-otp-on-accent, #2b2417);
    --_surface: var(--kb-otp-surface, Canvas);
    --_text: var(--kb-otp-text, CanvasText);
    --_muted: var(--kb-otp-muted, color-mix(in srgb, var(--_text) 68%, var(--_surface)));
    --_outline: var(--kb-otp-outline, color-mix(in srgb, var(--_text) 50%, var(--_surface)));
    --_line: color-mix(in srgb, var(--_text) 14%, var(--_surface));
    --_danger: var(--kb-otp-danger, #b3261e);
    --_success: var(--kb-otp-success, #1b6e3c);
    --_radius: var(--kb-otp-radius, 10px);
    --_space: var(--kb-otp-space, 16px);
    --_font: var(--kb-otp-font, inherit);
    --_code-font: var(--kb-otp-code-font, ui-monospace, 'SF Mono', 'Roboto Mono', 'DejaVu Sans Mono', monospace);
    --_shadow: var(--kb-otp-shadow, none);
    --_motion: var(--kb-otp-motion, 160ms);
  }
  @supports (color: light-dark(red, red)) {
    :host {
      --_danger: var(--kb-otp-danger, light-dark(#b3261e, #ffb4ab));
      --_success: var(--kb-otp-success, light-dark(#1b6e3c, #7fd8a0));
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_motion: 0ms;
    }
  }
`;
