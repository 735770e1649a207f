import {css} from 'lit';

/**
 * What waits for an approval lies over the heading, which keeps its room and is for the ear then. With the customer's
 * own press the list has the room that it takes once it is open, less what is typed into: nothing moves by the answer.
 */
export const aboveList = css`
  .ghost {
    display: grid;
    gap: inherit;
    visibility: hidden;
    margin-block-start: calc(var(--_spot) * -1 - var(--_target) - 18px - var(--_space) * 2.25);
  }
  :host([density='compact']) .ghost {
    margin-block-start: -112.25px;
  }
  otp-requests + .heading {
    opacity: 0;
  }
`;
