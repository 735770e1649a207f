/** What the docs lead to is there: in the repository, and on the site that is made of them. */
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, test} from 'node:test';
import {faultyLinks, faultyMarkdownLinks} from '../../scripts/docs/links.mjs';
import {slugsOf} from '../../scripts/docs/markdown.mjs';
import {pages} from '../../scripts/docs/pages.mjs';
import {placeOf, staged} from '../../scripts/docs/stage.mjs';
import {filesBelow} from '../../scripts/tools.mjs';

const isMarkdown = (file) => file.endsWith('.md');
const ours = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'llms.txt',
  ...filesBelow('docs', isMarkdown),
  ...filesBelow('examples', isMarkdown),
];

describe('every link leads to a file, and to a heading of it', () => {
  for (const file of ours) test(file, () => assert.deepEqual(faultyMarkdownLinks(file), []));
});

describe('headings are led to', () => {
  test('by their words, Vietnamese ones included, and counted where they are alike', () => {
    const text =
      '# `<otp-list>`\n## Đăng ký ở đâu? · Where?\n```sh\n# no heading\n```\n### On a server\n### On a server\n';
    assert.deepEqual([...slugsOf(text)], ['otp-list', 'đăng-ký-ở-đâu--where', 'on-a-server', 'on-a-server-1']);
  });
});

describe('a page of the site', () => {
  const attached = {'locales/en.xlf': 'en.xml'};
  const of = (text) => staged('docs/languages.md', text, attached);

  test('has a place of its own', () => {
    const places = pages.map(({file}) => placeOf(file));
    assert.deepEqual([...new Set(places)], places);
  });

  test('leads to where the site has what is meant', () => {
    assert.equal(of('[a](theme.md#tokens) [b](../CHANGELOG.md)'), '[a](/theme.md#tokens) [b](/changelog.md)');
    assert.equal(
      of('[texts](../locales/en.xlf), [beside](reference/otp-list.md)'),
      '[texts](/en.xml), [beside](/reference/otp-list.md)',
    );
    assert.equal(
      of('[out](https://example.com/a.md) [here](#below)'),
      '[out](https://example.com/a.md) [here](#below)',
    );
  });

  test('leaves code alone, but for the name of its file', () => {
    assert.equal(of('```ts react/a.tsx\nlist[a](theme.md)\n```'), '```ts\nlist[a](theme.md)\n```');
  });
});

describe('a built site', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kb-otp-site-'));
  after(() => rmSync(folder, {recursive: true, force: true}));
  const faultsOf = (body) => {
    writeFileSync(path.join(folder, 'index.html'), '<h1 id="top">KB-OTP</h1>');
    writeFileSync(path.join(folder, 'other.html'), `<h2 id="đây">Here</h2>${body}`);
    return faultyLinks(folder);
  };

  test('whose links lead somewhere is right', () => {
    const good = ['/', '/#top', 'other', '#%C4%91%C3%A2y', '/other#đây', 'https://example.com/gone'];
    assert.deepEqual(faultsOf(good.map((href) => `<a href="${href}"></a>`).join('')), []);
  });

  for (const [href, why] of [
    ['/gone', 'is not there'],
    ['/#gone', 'has no such heading'],
    ['#gone', 'has no such heading'],
  ])
    test(`that leads to ${href} is told so`, () => {
      const faults = faultsOf(`<a href="${href}"></a>`);
      assert.equal(faults.length, 1);
      assert.match(faults[0] ?? '', new RegExp(`other.html leads to ${href}, which ${why}`));
    });

  test('whose picture is gone is told so', () => {
    assert.match(faultsOf('<img src="/gone.png">')[0] ?? '', /gone.png/);
  });
});
