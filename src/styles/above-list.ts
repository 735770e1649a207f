import {css} from 'lit';

/** Where something waits for an approval, that takes the place of the heading, which is for the ear then. */
export const aboveList = css`
  otp-requests:not(.nested) + .heading {
    position: absolute;
    clip-path: inset(50%);
  }
`;
