import {css} from 'lit';

/** An element inside another's card: one card is enough. */
export const nestedStyles = css`
  otp-verify,
  otp-enroll,
  otp-cancel,
  otp-synchronize {
    margin: calc(var(--_space) * -1);
    --kb-otp-shadow: none;
  }
  otp-verify::part(card),
  otp-enroll::part(card),
  otp-cancel::part(card),
  otp-synchronize::part(card) {
    border-color: transparent;
  }
  .notice {
    padding: 10px 12px;
    border-inline-start: 4px solid var(--_accent);
    background: color-mix(in srgb, var(--_accent) 12%, var(--_surface));
  }
`;
