/** `kb-otp/react`: its components hear what the manifest says that the elements tell. */

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {before, describe, test} from 'node:test';
import {createElement} from 'react';
import {writeManifest} from '../../scripts/manifest.mjs';

interface Declaration {
  readonly tagName?: string;
  readonly events?: readonly {readonly name: string; readonly type?: {readonly text: string}}[];
}

const tags = ['otp-verify', 'otp-enroll', 'otp-list', 'otp-cancel'];
const root = new URL('../..', import.meta.url);
const textOf = (file: string) => readFileSync(new URL(file, root), 'utf8');
let declarations: readonly Declaration[] = [];

before(() => {
  writeManifest();
  const {modules} = JSON.parse(textOf('dist/custom-elements.json')) as {
    modules: readonly {declarations: readonly Declaration[]}[];
  };
  declarations = modules.flatMap((module) => module.declarations);
});

const propOf = (event: string) =>
  `on${event.replace(/(^|-)(\w)/g, (_, _hyphen, letter: string) => letter.toUpperCase())}`;

describe('a component of React', () => {
  for (const tag of tags) {
    test(`${tag}: has a prop for every event, of its type`, () => {
      const events = declarations.find(({tagName}) => tagName === tag)?.events ?? [];
      assert.notEqual(events.length, 0);
      const expected = events.map(({name, type}) => `${propOf(name)}: heard<${type?.text ?? ''}>('${name}')`);
      const written = textOf(`src/react/${tag}.ts`).match(/onOtp\w+: heard<\w+>\('[\w-]+'\)/g);
      assert.deepEqual(written?.toSorted(), expected.toSorted());
    });
  }

  test('is drawn on a server as its bare tag: nothing is asked before the page listens', async () => {
    const {OtpVerify} = await import('../../src/react/index.js');
    const {renderToStaticMarkup} = await import('react-dom/server');
    const drawn = renderToStaticMarkup(
      createElement(OtpVerify, {account: '058C000001', channel: 'kb-trade', className: 'box'}),
    );
    assert.equal(drawn, '<otp-verify class="box"></otp-verify>');
  });
});
