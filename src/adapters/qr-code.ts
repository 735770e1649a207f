import encodeQR from 'qr';

/** The modules of a QR code (ISO/IEC 18004) as rows from the top, true where it is dark, its quiet zone included. */
export const qrModules = (text: string): readonly (readonly boolean[])[] =>
  encodeQR(text, 'raw', {border: 4, ecc: 'medium'});
