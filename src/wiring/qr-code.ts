export {qrModules} from '../adapters/qr-code.js';
