import type {CameraProblem} from '../domain/scan.js';

/** A camera that is on. */
export interface OpenCamera {
  /** What it sees, for the customer to aim by; it plays by itself. */
  readonly view: HTMLElement;
  /** Turns it off: nothing is read after that. */
  close(): void;
}

export interface CameraHearing {
  /** What a QR code before the camera holds; heard again and again while it is there. */
  readonly onText: (text: string) => void;
  /** It was taken away while it was on. */
  readonly onLost: () => void;
}

/** The camera of this device, for reading QR codes (ISO/IEC 18004). Methods don't throw. */
export interface QrCamera {
  /** Brings what reads QR codes, so that it is there when there is no network; what fails is tried again by `open`. */
  prepare(): Promise<void>;
  /** The browser asks the customer where they have not said yet. */
  open(hearing: CameraHearing): Promise<OpenCamera | CameraProblem>;
}
