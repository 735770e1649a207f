import {svg, type SVGTemplateResult} from 'lit';

const icon = (path: SVGTemplateResult) =>
  svg`<svg class="icon" part="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${path}</svg>`;

export const tick = icon(svg`<circle cx="12" cy="12" r="10"></circle><path d="m7.5 12.5 3 3 6-6.5"></path>`);
export const warning = icon(svg`<path d="M12 3 2 20.5h20z"></path><path d="M12 10v4.5m0 2.6v.1"></path>`);
export const spinner = svg`<svg class="icon spinner" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><circle cx="12" cy="12" r="9"></circle></svg>`;
export const eye = icon(
  svg`<path d="M2 12s3.5-6 10-6 10 6 10 6-3.5 6-10 6-10-6-10-6z"></path><circle cx="12" cy="12" r="2.5"></circle>`,
);
