/** What may be wrong with a docs page is told: a Storybook is planted whose pages fail in every way there is. */
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, test} from 'node:test';
import {run} from '../support/processes.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'kb-otp-docs-'));
after(() => rmSync(folder, {recursive: true, force: true}));

/** A page that does what its id says. */
const frame = `<!doctype html>
<div id="storybook-docs" hidden><h1>KB-OTP</h1></div>
<div class="sb-errordisplay" hidden>It could not be rendered.</div>
<script>
  const id = new URLSearchParams(location.search).get('id');
  const show = (selector) => (document.querySelector(selector).hidden = false);
  if (id === 'says-error') console.error('as planted');
  if (id === 'throws') setTimeout(() => { throw new Error('as planted'); });
  if (id === 'asks-elsewhere') fetch('http://127.0.0.1:9/elsewhere', {mode: 'no-cors'}).catch(() => undefined);
  if (id === 'leads-astray') document.querySelector('h1').innerHTML = '<a href="?path=/story/gone">KB-OTP</a>';
  if (id === 'leads-on') document.querySelector('h1').innerHTML = '<a href="?path=/story/story">KB-OTP</a>';
  setTimeout(() => show(id === 'does-not-render' ? '.sb-errordisplay' : '#storybook-docs'), 50);
</script>`;

const page = (id, {title = 'KB-OTP', name = 'Docs', type = 'docs'} = {}) => [id, {id, type, title, name}];

const looked = async (entries) => {
  writeFileSync(path.join(folder, 'iframe.html'), frame);
  writeFileSync(path.join(folder, 'index.json'), JSON.stringify({entries: Object.fromEntries(entries)}));
  const counts = path.join(folder, 'counts.json');
  let said = '';
  const options = {env: {KB_TEST_COUNTS: counts}, seconds: 60, print: (text) => void (said += text)};
  const code = await run(['test/support/docs-pages.mjs', folder], options);
  const {passed, failed} = JSON.parse(readFileSync(counts, 'utf8'));
  return {code, passed, failed, said};
};

describe('docs pages', () => {
  test('pages that render and say nothing pass', async () => {
    const {code, passed, failed, said} = await looked([page('one'), page('leads-on'), page('story', {type: 'story'})]);
    assert.deepEqual([code, passed, failed], [0, 2, 0], said);
  });

  test('each that does not render, complains, throws, asks elsewhere, leads nowhere or is misspelt is a failure of its own', async () => {
    const wrong = {
      'does-not-render': 'It could not be rendered.',
      'says-error': 'console: as planted',
      throws: 'page error: as planted',
      'asks-elsewhere': 'asked another origin: http://127.0.0.1:9/elsewhere',
      'leads-astray': 'leads to ?path=/story/gone, which is no story',
    };
    const misspelt = [page('title', {title: 'Kb-OTP'}), page('story', {name: 'By Sms', type: 'story'})];
    const entries = [page('good'), ...Object.keys(wrong).map((id) => page(id)), page('good-again'), ...misspelt];
    const {code, passed, failed, said} = await looked(entries);
    assert.deepEqual([code, passed, failed], [1, 2, 7], said);
    for (const [id, why] of Object.entries(wrong)) {
      const [, told = ''] = said.split(`(${id})\n`);
      assert.ok(told.split('not ok')[0]?.includes(why), said);
    }
    assert.match(said, /is written KB-OTP, SMS: Kb-OTP > Docs/);
    assert.match(said, /is written KB-OTP, SMS: KB-OTP > By Sms/);
  });

  test('a Storybook without docs pages is a failure', async () => {
    const {code, failed, said} = await looked([page('story', {type: 'story'})]);
    assert.deepEqual([code, failed], [1, 1], said);
  });
});
