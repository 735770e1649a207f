import {css} from 'lit';

/**
 * The design tokens. A host sets `--kb-otp-*` anywhere above an element; the private names below are what the styles
 * read. Colors are named by role and follow the page's `color-scheme`, so light and dark need no second sheet. Sizes of
 * type hang on the text around the element: a page that counts in tenths of an em draws no tiny letters.
 */
export const tokens = css`
  :host {
    --_accent: var(--kb-otp-accent, #ffbc00);
    --_on-accent: var(--kb-otp-on-accent, #2b2417);
    --_surface: var(--kb-otp-surface, #ffffff);
    --_text: var(--kb-otp-text, #1f1b14);
    --_muted: var(--kb-otp-muted, #655e50);
    --_outline: var(--kb-otp-outline, #8b8373);
    --_danger: var(--kb-otp-danger, #b3261e);
    --_danger-fill: var(--kb-otp-danger-fill, #b3261e);
    --_success: var(--kb-otp-success, #1b6e3c);
    --_line: color-mix(in srgb, var(--_text) 12%, var(--_surface));
    --_sunken: color-mix(in srgb, var(--_text) 4%, var(--_surface));
    --_pressed: color-mix(in srgb, var(--_text) 8%, var(--_surface));
    --_radius: var(--kb-otp-radius, 12px);
    --_space: var(--kb-otp-space, 16px);
    --_font: var(--kb-otp-font, inherit);
    --_code-font: var(--kb-otp-code-font, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif);
    --_shadow: var(--kb-otp-shadow, none);
    --_motion: var(--kb-otp-motion, 160ms);
    --_small: 0.8667em;
    --_large: 1.1333em;
    --_title: 1.4667em;
    --_spot: 56px;
    --_target: 44px;
  }
  :host([density='compact']) {
    --_spot: 44px;
  }
  @supports (color: light-dark(red, red)) {
    :host {
      --_surface: var(--kb-otp-surface, light-dark(#ffffff, #1b1915));
      --_text: var(--kb-otp-text, light-dark(#1f1b14, #f2eee6));
      --_muted: var(--kb-otp-muted, light-dark(#655e50, #b3ab9b));
      --_outline: var(--kb-otp-outline, light-dark(#8b8373, #857d6f));
      --_danger: var(--kb-otp-danger, light-dark(#b3261e, #ffb4ab));
      --_danger-fill: var(--kb-otp-danger-fill, light-dark(#b3261e, #c8423a));
      --_success: var(--kb-otp-success, light-dark(#1b6e3c, #7fd8a0));
    }
  }
  @media (prefers-contrast: more) {
    :host {
      --_muted: var(--_text);
      --_outline: var(--_text);
      --_line: var(--_text);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_motion: 0ms;
    }
  }
`;
