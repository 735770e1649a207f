/** Builds the command `kb-otp` into one file that needs nothing but Node.js: who runs it may not use the elements. */
import {chmodSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {buildSync} from 'esbuild';
import {licencesOf} from './licences.mjs';
import {root} from './tools.mjs';

const folder = 'dist/command';

export const writeCommand = () => {
  const {metafile} = buildSync({
    absWorkingDir: root,
    entryPoints: ['server/command/main.ts'],
    outfile: `${folder}/kb-otp.js`,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    minify: true,
    metafile: true,
    // What is inside and was written for CommonJS asks for Node's own modules by `require`.
    banner: {js: `import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);`},
  });
  const modules = Object.keys(metafile.inputs).map((file) => path.join(root, file));
  writeFileSync(path.join(root, folder, 'LICENSES.txt'), licencesOf(modules));
  chmodSync(path.join(root, folder, 'kb-otp.js'), 0o755);
};
