export {camera} from '../adapters/camera.js';
export {readScan} from '../adapters/scan-reader.js';
