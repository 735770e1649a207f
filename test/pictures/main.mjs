/**
 * Pictures of the key screens. `npm run pictures` takes them anew into `test/pictures/kept`; with `--check` they are
 * taken and compared with those: a change is shown side by side (kept, taken, difference) in `test/artefacts/pictures`,
 * and fails. What is kept is looked at by whoever commits it.
 */
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {difference, small} from './compare.mjs';
import {pictured} from './pictured.mjs';
import {shoot, turn, withStories} from './steady.mjs';

const kept = 'test/pictures/kept';
const artefacts = 'test/artefacts/pictures';
const isCheck = process.argv.includes('--check');

const keptPicture = (file) => {
  try {
    return readFileSync(path.join(kept, file));
  } catch {
    return null;
  }
};

/** What is wrong with a picture; null if nothing is. */
const faultOf = (file, taken) => {
  const before = keptPicture(file);
  if (!before) return `${file}: there is none`;
  const found = difference(before, taken);
  if (!found) return null;
  writeFileSync(path.join(artefacts, file), found.picture);
  return `${file}: ${found.why}: see ${artefacts}/${file}`;
};

const take = () =>
  withStories(async (open) => {
    const pictures = new Map();
    for (const {name, id, ways} of pictured) {
      const page = await open(id);
      for (const {name: way, ...wanted} of ways) {
        await turn(page, wanted);
        pictures.set(`${name}-${way}.png`, await shoot(page));
      }
      await page.context().close();
    }
    return pictures;
  });

const check = (pictures) => {
  rmSync(artefacts, {recursive: true, force: true});
  mkdirSync(artefacts, {recursive: true});
  const faults = [...pictures].map(([file, taken]) => faultOf(file, taken)).filter((fault) => fault !== null);
  const strangers = readdirSync(kept).filter((file) => !pictures.has(file));
  faults.push(...strangers.map((file) => `${file}: is kept, and nobody takes it`));
  if (faults.length === 0) return console.log(`pictures: ${pictures.size} are as they were`);
  console.error(`${faults.join('\n')}\npictures: look, and take them anew by \`npm run pictures\``);
  process.exitCode = 1;
};

const keep = (pictures) => {
  rmSync(kept, {recursive: true, force: true});
  mkdirSync(kept, {recursive: true});
  for (const [file, taken] of pictures) writeFileSync(path.join(kept, file), small(taken));
  console.log(`pictures: took ${pictures.size}`);
};

(isCheck ? check : keep)(await take());
