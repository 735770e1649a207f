// WCAG 1.3.3: who can't see where something stands, its color or its shape, must not need that to know what is meant.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {parseFragment} from 'parse5';

const words = {
  source: [
    ...['bên trái', 'bên phải', 'bên trên', 'bên dưới', 'phía trên', 'phía dưới', 'ở trên', 'ở dưới', 'trên đây'],
    ...['dưới đây', 'góc', 'màu', 'đỏ', 'xanh', 'vàng', 'tròn', 'vuông', 'tam giác'],
  ],
  target: [
    ...['on the left', 'on the right', 'left-hand', 'right-hand', 'above', 'below', 'at the top', 'at the bottom'],
    ...['corner', 'red', 'green', 'blue', 'yellow', 'orange', 'gr[ae]y', 'round', 'square', 'circle', 'triangle'],
  ],
};

/** Letters of Vietnamese are letters too: `\b` takes many of them for an end of a word. */
const naming = (list) => new RegExp(`(?<!\\p{L})(?:${list.join('|')})(?!\\p{L})`, 'giu');

/** What a text names by place, color or shape. @param {keyof typeof words} side `source`: Vietnamese */
const named = (side, text) => text.match(naming(words[side])) ?? [];

/** Every text of the catalog, by its id. */
const texts = (side) => {
  const catalog = readFileSync(new URL('../../locales/en.xlf', import.meta.url), 'utf8');
  const units = [...catalog.matchAll(/<trans-unit id="([^"]+)">(.*?)<\/trans-unit>/gs)];
  const inside = new RegExp(`<${side}>(.*?)</${side}>`, 's');
  const plain = (markup) =>
    parseFragment(markup.replaceAll(/<[^>]*>/g, ' '))
      .childNodes.map((node) => ('value' in node ? node.value : ''))
      .join('');
  return units.map(([, id = '', unit = '']) => ({id, text: plain(inside.exec(unit)?.[1] ?? '')}));
};

describe('what customers read names nothing by its place, color or shape', () => {
  for (const [language, side] of /** @type {const} */ ([
    ['Vietnamese', 'source'],
    ['English', 'target'],
  ]))
    test(`in ${language}`, () => {
      const all = texts(side);
      assert.ok(all.length > 100 && all.every(({text}) => text.trim() !== ''));
      assert.deepEqual(
        all.map(({id, text}) => ({id, named: named(side, text)})).filter((found) => found.named.length > 0),
        [],
      );
    });

  test('a text that does is found, and one that only looks so is not', () => {
    assert.deepEqual(named('source', 'Nhấn nút màu đỏ ở bên phải.'), ['màu', 'đỏ', 'bên phải']);
    assert.deepEqual(named('target', 'Press the round green button below.'), ['round', 'green', 'below']);
    assert.deepEqual(named('source', 'Thêm trang vào màn hình chính.'), []);
    assert.deepEqual(named('target', 'You have 3 attempts left. That is not right; lower the amount.'), []);
  });
});
