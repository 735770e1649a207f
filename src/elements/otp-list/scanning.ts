import {html, nothing} from 'lit';
import type {ApprovalRequests} from '../../domain/contract.js';
import {isScanKeys, type ScanKeys} from '../../domain/scan-keys.js';
import type {ScanNotes} from '../../ports/scan-notes.js';
import {connectedAs} from '../internal/nested.js';
import type {Part} from '../internal/screen.js';
import type {WaitingParts} from './waiting.js';

/** Where the list is. */
export interface ListPlace {
  readonly device: string;
  readonly isOpen: boolean;
}

/** What the open list scans, where the device knows by which keys the endpoint signs. */
export interface Scanning {
  /** It stands in place of the list. */
  readonly isScanning: boolean;
  /** The list has come there; null: it is at none of its screens. */
  readonly watch: (place: ListPlace | null) => void;
  /** The endpoint has answered what waits. */
  readonly hear: (device: string, answer: ApprovalRequests) => Promise<void>;
  readonly render: () => Part;
}

/**
 * @param bring what scans: without it nothing is offered
 * @param onEnd what was scanned may be what the list says to wait still
 */
export function scanFor(
  {host, session, reach, focus}: WaitingParts,
  notes: ScanNotes,
  bring: () => Promise<unknown>,
  onEnd: () => void,
): Scanning {
  let isScanning = false;
  let isBrought = false;
  let place: ListPlace | null = null;
  /** Until what was kept is looked up nothing is compared with it. */
  let reading: Promise<unknown> = Promise.resolve();
  /** Those of one device; null before they were looked up. */
  let known: {readonly device: string; readonly keys: ScanKeys} | null = null;
  const know = (device: string, keys: ScanKeys) => {
    known = {device, keys};
    host.requestUpdate();
    void offer();
  };
  const offer = async () => {
    if (isBrought || !place?.isOpen || known?.device !== place.device || known.keys.length === 0) return;
    isBrought = await bring().then(Boolean, () => false);
    host.requestUpdate();
  };
  const listTime = () => reach()[1].clock.now();
  const handleScanning = (is: boolean) => {
    if (isScanning && !is) {
      focus.takeBack();
      onEnd();
    }
    isScanning = is;
    host.requestUpdate();
  };
  return {
    get isScanning() {
      return isScanning;
    },
    watch(now) {
      const [isNew, isOpened] = [now?.device !== place?.device, now?.isOpen && !place?.isOpen];
      place = now;
      if (now && isNew) reading = notes.read(now.device).then((keys) => know(now.device, keys));
      else if (isOpened) void offer();
    },
    async hear(device, {scanKeys}) {
      await reading;
      const keys = isScanKeys(scanKeys) ? scanKeys : [];
      if (place?.device !== device) return;
      if (known?.device === device && String(known.keys) === String(keys)) return offer();
      void notes.keep(device, keys);
      know(device, keys);
    },
    render() {
      if (!isBrought || !place || known?.device !== place.device) return nothing;
      if (!isScanning && (!place.isOpen || known.keys.length === 0)) return nothing;
      return html`<otp-scan
        ${connectedAs(host)}
        .device=${place.device}
        .keys=${known.keys}
        .unlocked=${place.isOpen}
        .session=${session}
        .listTime=${listTime}
        .onScanning=${handleScanning}
      ></otp-scan>`;
    },
  };
}
