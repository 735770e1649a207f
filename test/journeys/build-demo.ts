/** Builds the pages of the demo into a folder. In a process of its own: Vite would stay in the memory of the runner. */
import {buildPages} from '../../demo/built-pages.js';

const [, , folder] = process.argv;
if (!folder) throw new Error('Which folder?');
await buildPages(folder);
