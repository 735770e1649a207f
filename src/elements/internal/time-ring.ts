import {svg, type SVGTemplateResult} from 'lit';

/**
 * A ring that empties with the time, drawn anew each second beside the words that count it: an animation would hold the
 * screen that it was on, codes included, and wake the page with every frame.
 * @param left of `whole`, both in milliseconds
 */
export const timeRing = (left: number, whole: number): SVGTemplateResult => svg`
  <svg class="ring" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <circle cx="10" cy="10" r="8"></circle>
    <circle
      cx="10"
      cy="10"
      r="8"
      pathLength="100"
      stroke-dasharray="100"
      stroke-dashoffset=${Math.round(100 * (1 - Math.min(1, Math.max(0, left / whole))))}
    ></circle>
  </svg>
`;
