/**
 * Everything that opens a vault: loaded by `import()` when a customer enrols or unlocks, and by nothing else, for it
 * brings the elliptic curve along. `readList` in `records.js` does without.
 */
export {autoLock, type AutoLock, type AutoLockOptions} from './auto-lock.js';
export {createVault} from './vault.js';
