import {css} from 'lit';

/** An action of the list, and what the camera sees. */
export const scanStyles = css`
  /* One action more: without a card of its own. */
  :host(:not(.nested)) .card {
    display: contents;
  }
  .finder {
    position: relative;
    align-self: center;
    inline-size: min(100%, 320px);
    aspect-ratio: 1;
    overflow: hidden;
    background: #000;
    border-radius: var(--_radius);
  }
  .finder > * {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  /* Where the QR code is held, on whatever is seen. */
  .finder::after {
    content: '';
    position: absolute;
    inset: 12%;
    border: 2px solid #fff;
    border-radius: var(--_radius);
    box-shadow: 0 0 0 100vmax #0006;
  }
  /* Eight digits, how to copy them and their time in one line, of the narrowest card too. */
  .digits {
    container-type: inline-size;
  }
  .digits .entry-code {
    font-size: clamp(24px, 1.9em, 9.6cqi);
  }
  .digits .side {
    flex-basis: 0;
  }
`;
