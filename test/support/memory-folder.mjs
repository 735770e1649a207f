/**
 * A folder for what tests leave behind, in memory where there is one with room: databases flush to it without waiting
 * for a disk. No test can tell, because none takes the power away.
 */
import {accessSync, constants, statfsSync} from 'node:fs';
import {tmpdir} from 'node:os';

const inMemory = '/dev/shm';
/** Bytes. Of a container it often has 64 MB, which is too little for a PostgreSQL. */
const room = 4 * 2 ** 30;

export const memoryFolder = () => {
  try {
    accessSync(inMemory, constants.W_OK);
    const {bavail, bsize} = statfsSync(inMemory);
    return bavail * bsize >= room ? inMemory : tmpdir();
  } catch {
    return tmpdir();
  }
};
