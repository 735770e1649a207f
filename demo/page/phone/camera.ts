/** The camera of the phone on the main page: it sees what KB-Trade shows beside it, and nothing else. */

const WIDTH = 1280;
const HEIGHT = 720;
/** Pictures a second. */
const RATE = 10;

/** In the phone's frame, in place of the camera of the machine that the demo runs on. */
export function seeTheDesk(desk: Document): void {
  // Over http under another name than localhost there is none.
  if (!('mediaDevices' in navigator)) return;
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = document.createElement('canvas');
    canvas.width = WIDTH;
    canvas.height = HEIGHT;
    const stream = canvas.captureStream(RATE);
    const look = () => {
      paint(canvas, drawnOn(desk));
      if (stream.active) setTimeout(look, 1000 / RATE);
    };
    look();
    return stream;
  };
}

/** The QR code that an element on the desk shows now. */
const drawnOn = (desk: Document): SVGSVGElement | null | undefined =>
  desk.querySelector('otp-verify')?.shadowRoot?.querySelector<SVGSVGElement>('svg[part=qr]');

/** As it is drawn: modules of one unit, with their quiet zone. */
function paint(canvas: HTMLCanvasElement, drawn: SVGSVGElement | null | undefined): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = '#8a8378';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  const path = drawn?.querySelector('path')?.getAttribute('d');
  if (!drawn || !path) return;
  const {width: modules} = drawn.viewBox.baseVal;
  const module = Math.floor(HEIGHT / modules);
  context.save();
  context.translate((WIDTH - module * modules) / 2, (HEIGHT - module * modules) / 2);
  context.scale(module, module);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, modules, modules);
  context.fillStyle = '#000';
  context.fill(new Path2D(path));
  context.restore();
}
