export {createPushNotes} from '../adapters/push-notes.js';
