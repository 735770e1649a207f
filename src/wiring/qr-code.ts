/** Brings what makes QR codes, where one is shown and not before. */
export const loadQrCode = () => import('../adapters/qr-code.js').then(({qrModules}) => qrModules);
