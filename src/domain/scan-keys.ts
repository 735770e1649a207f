import {list, object, text} from './shapes.js';

/** Public keys of the endpoint (`scanKeys` of the contract), as it told them last; base64url. */
export type ScanKeys = readonly string[];

export const isScanKeys = list(text(/^[\w-]{87}$/), 1, 8);

/** Kept beside the list, and gone with it. No secret. */
export interface ScanNote {
  /** Which was told them. */
  readonly device: string;
  readonly scanKeys: ScanKeys;
}

export const isScanNote = object<ScanNote>({device: text(/^[\w-]{16,64}$/), scanKeys: isScanKeys});
