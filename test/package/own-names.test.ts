/** A name that somebody else knows would be taken from them: a message's wording, a field of the contract. */
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {ownNames} from '../../scripts/own-names.mjs';

const sources = readdirSync('src', {recursive: true, encoding: 'utf8'}).filter((name) => name.endsWith('.ts'));
const code = sources.map((name) => readFileSync(`src/${name}`, 'utf8')).join('\n');
const messages = readFileSync('locales/en.xlf', 'utf8');
const contract = readFileSync('server/openapi.yaml', 'utf8');
const references = readdirSync('docs/reference').map((name) => readFileSync(`docs/reference/${name}`, 'utf8'));
const told = [readFileSync('README.md', 'utf8'), ...references].join('\n');

describe('names that the files for a page shorten', () => {
  for (const name of ownNames)
    test(name, () => {
      assert.ok(new RegExp(`\\b${name}\\b`).test(code), 'is nobody’s any more');
      assert.ok(!messages.includes(`<trans-unit id="${name}">`), 'is a message');
      assert.ok(!new RegExp(`\\b${name}:`).test(contract), 'is a field of the contract');
      assert.ok(!told.includes(`\`${name}`), 'is told to pages');
      assert.ok(
        !new RegExp(`[.?@]${name}=\\$|\\[['"]${name}['"]\\]|['"]${name}['"] in `).test(code),
        'is read as text',
      );
    });
});
