/**
 * Opens what was read off another page.
 * @param keys what this device was told last of the endpoint's keys (`scanKeys`)
 * @returns what one of them has signed, which is data of any kind; null where none has. Never throws.
 */
export type ReadScan = (text: string, keys: readonly string[]) => Promise<unknown>;
