import type {CameraProblem} from '../domain/scan.js';
import type {QrCamera} from '../ports/camera.js';
import {loadReader, newFrame, type ReadFrame} from './qr-reader.js';

/** Milliseconds between two looks: a QR code is held before a camera for longer, and the page has other work. */
const EVERY = 150;
/** Pixels a side of what is looked at: a QR code of 101 modules that fills half of it has three for each. */
const LARGEST = 720;

const WANTED: MediaStreamConstraints = {
  audio: false,
  video: {facingMode: 'environment', width: {ideal: 1280}, height: {ideal: 1280}},
};

/** By what browsers call it (Media Capture and Streams, `getUserMedia`). */
const problems: Readonly<Record<string, CameraProblem>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

const nameOf = (error: unknown): string => (error instanceof Error || error instanceof DOMException ? error.name : '');

/** The camera that looks away from the customer, where there are several. */
export const camera: QrCamera = {
  async prepare() {
    await loadReader().catch(() => undefined);
  },
  async open({onText, onLost}) {
    const [read, stream] = await Promise.all([loadReader().catch(() => null), getStream()]);
    if (typeof stream === 'string') return stream;
    const close = () => stream.getTracks().forEach((track) => track.stop());
    const view = viewOf(stream);
    const stop = read && look(view, read, onText);
    if (!stop) {
      close();
      return 'not-loaded';
    }
    stream.getVideoTracks().forEach((track) => track.addEventListener('ended', onLost));
    return {
      view,
      close() {
        stop();
        close();
        view.srcObject = null;
      },
    };
  },
};

/** Pages over http have no `mediaDevices`, nor have some apps' web views. */
async function getStream(): Promise<MediaStream | CameraProblem> {
  try {
    return await navigator.mediaDevices.getUserMedia(WANTED);
  } catch (error) {
    return problems[nameOf(error)] ?? 'none';
  }
}

/** Safari plays by itself only what is mute and stays in the page. */
function viewOf(stream: MediaStream): HTMLVideoElement {
  const view = document.createElement('video');
  Object.assign(view, {muted: true, autoplay: true, playsInline: true, srcObject: stream});
  view.play().catch(() => undefined);
  return view;
}

/** Reads the middle of what is seen, one frame after the other. Gives how to stop; null where none can be painted. */
function look(view: HTMLVideoElement, read: ReadFrame, onText: (text: string) => void): (() => void) | null {
  const frame = newFrame();
  if (!frame) return null;
  let isOver = false;
  let timer: ReturnType<typeof setTimeout>;
  const see = async () => (document.visibilityState === 'hidden' || !paint(view, frame) ? null : read(frame));
  const next = async () => {
    const text = await see().catch(() => null);
    if (isOver) return;
    if (text) onText(text);
    timer = setTimeout(() => void next(), EVERY);
  };
  timer = setTimeout(() => void next(), EVERY);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

function paint(view: HTMLVideoElement, {canvas, context}: NonNullable<ReturnType<typeof newFrame>>): boolean {
  const {videoWidth, videoHeight} = view;
  const seen = Math.min(videoWidth, videoHeight);
  if (seen === 0) return false;
  const side = Math.min(seen, LARGEST);
  if (canvas.width !== side) canvas.width = canvas.height = side;
  context.drawImage(view, (videoWidth - seen) / 2, (videoHeight - seen) / 2, seen, seen, 0, 0, side, side);
  return true;
}
