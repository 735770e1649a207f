import {html, type TemplateResult} from 'lit';
import {qrModules} from '../../wiring/qr-code.js';

/** Loaded where a QR code is shown and not before: what makes them comes with it. */
export interface QrCode {
  /** Modules of a side, its quiet zone included. */
  readonly modules: number;
  /** Dark on white whatever the theme. */
  readonly draw: (name: string, style?: string) => TemplateResult;
}

type Rows = ReturnType<typeof qrModules>;

const pathOf = (rows: Rows): string =>
  rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');

/** @param ecc `low` for a text that is long */
export function qrCode(text: string, ecc: 'low' | 'medium' = 'medium'): QrCode {
  const rows = qrModules(text, ecc);
  const {length: modules} = rows;
  const path = pathOf(rows);
  return {
    modules,
    draw: (name, style = '') =>
      html`<svg
        class="qr"
        part="qr"
        role="img"
        aria-label=${name}
        viewBox=${`0 0 ${modules} ${modules}`}
        .style=${style}
      >
        <rect width="100%" height="100%" fill="#fff" />
        <path d=${path} fill="#000" shape-rendering="crispEdges" />
      </svg>`,
  };
}
