import encodeQR from 'qr';

/**
 * The modules of a QR code (ISO/IEC 18004) as rows from the top, true where it is dark, its quiet zone included.
 * @param ecc how much of it may be unreadable: on a screen nothing is worn off, and a long text has larger modules
 */
export const qrModules = (text: string, ecc: 'low' | 'medium'): readonly (readonly boolean[])[] =>
  encodeQR(text, 'raw', {border: 4, ecc});
