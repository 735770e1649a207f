/** The static Storybook that stories are tested in, built again when something that goes into it has changed. */
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {filesIn} from './folders.mjs';

const folder = 'storybook-static';
const stampFile = path.join(folder, '.inputs');

const inputs = () => [
  ...filesIn(['src', 'stories', '.storybook', 'docs', 'demo/channels', 'test/adapters/vault/support'], /./),
  'README.md',
  'package.json',
  'package-lock.json',
];

const hashOf = (files) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
};

const builtFrom = () => {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch {
    return '';
  }
};

/**
 * @returns {{folder: string, entries: {id: string, type: 'story' | 'docs', title: string, name: string}[]}}
 * @throws {Error} with Storybook's own words, if it can't be built
 */
export const builtStorybook = () => {
  const stamp = hashOf(inputs());
  if (builtFrom() !== stamp) {
    const {status, stdout, stderr} = spawnSync('npm', ['run', '--silent', 'build:storybook'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      env: {...process.env, STORYBOOK_DISABLE_TELEMETRY: '1', NO_COLOR: '1'},
      maxBuffer: 1 << 26,
    });
    if (status !== 0) throw new Error(`Storybook was not built\n${stdout}${stderr}`);
    writeFileSync(stampFile, stamp);
  }
  const {entries} = JSON.parse(readFileSync(path.join(folder, 'index.json'), 'utf8'));
  return {folder, entries: Object.values(entries)};
};

if (import.meta.filename === process.argv[1]) {
  console.log(`storybook: ${builtStorybook().entries.length} stories and docs pages`);
}
