import {css} from 'lit';

/** What waits for an approval lies over the heading, which keeps its room and is for the ear then. */
export const aboveList = css`
  otp-requests + .heading {
    opacity: 0;
  }
`;
