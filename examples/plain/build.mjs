/** Puts the elements beside the page, and their hashes into it. */
import {cpSync, readFileSync, writeFileSync} from 'node:fs';

const elements = 'node_modules/kb-otp/dist/cdn';
cpSync(elements, 'dist/kb-otp', {recursive: true});

const hashes = JSON.parse(readFileSync(`${elements}/integrity.json`, 'utf8'));
const integrity = Object.fromEntries(Object.entries(hashes).map(([file, hash]) => [`/kb-otp/${file}`, hash]));
const page = readFileSync('index.html', 'utf8')
  .replace('{"integrity": {}}', JSON.stringify({integrity}))
  .replaceAll('integrity=""', `integrity="${hashes['otp-verify.js']}"`);
writeFileSync('dist/index.html', page);
cpSync('ticket.js', 'dist/ticket.js');
