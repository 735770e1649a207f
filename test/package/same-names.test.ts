import assert from 'node:assert/strict';
import {test} from 'node:test';
import {withSameNames} from '../../scripts/same-names.mjs';

const named = (codes: Readonly<Record<string, string>>) =>
  Object.fromEntries(withSameNames(new Map(Object.entries(codes))));

test('what a file gives to another goes by its name inside the file', () => {
  const codes = {
    'a.js': 'let x=1,y=2;export{x as $,y};',
    'b.js': 'import{$ as e,y as f}from"./a.js";e(f);',
  };
  assert.deepEqual(named(codes), {
    'a.js': 'let x=1,y=2;export{x,y};',
    'b.js': 'import{x as e,y as f}from"./a.js";e(f);',
  });
});

test('names that pages know, or an import() asks for, stay', () => {
  const codes = {
    'a.js': 'let x=1,y=2,z=3;export{x as addLanguage,y as t,z as n}',
    'b.js': 'import{addLanguage as e,n as f}from"./a.js";import("./a.js").then(({t:e})=>e);',
  };
  assert.deepEqual(named(codes), {
    'a.js': 'let x=1,y=2,z=3;export{x as addLanguage,y as t,z};',
    'b.js': 'import{addLanguage as e,z as f}from"./a.js";import("./a.js").then(({t:e})=>e);',
  });
});

test('files of the same names inside are not taken for one another', () => {
  const codes = {
    'a.js': 'let x=1;export{x as a};',
    'b.js': 'let y=1;export{y as a};',
    'c.js': 'import{a as e}from"./a.js";import{a as f}from"./b.js";e(f);',
  };
  assert.equal(named(codes)['c.js'], 'import{x as e}from"./a.js";import{y as f}from"./b.js";e(f);');
});
