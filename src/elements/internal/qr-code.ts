import {html, type TemplateResult} from 'lit';

/** Rows from the top, true where it is dark. */
export type QrModules = readonly (readonly boolean[])[];

const path = (rows: QrModules): string =>
  rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');

/** Dark on light whatever the theme; without modules, the place of a code that is on its way. */
export const qrCode = (modules: QrModules, name: string): TemplateResult => {
  const size = modules.length;
  if (size === 0) return html`<div class="qr"></div>`;
  return html`<svg class="qr" part="qr" role="img" aria-label=${name} viewBox=${`0 0 ${size} ${size}`}>
    <rect width="100%" height="100%" fill="#fff" />
    <path d=${path(modules)} fill="#000" shape-rendering="crispEdges" />
  </svg>`;
};
