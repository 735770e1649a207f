import assert from 'node:assert/strict';
import {test} from 'node:test';
import {authentication} from '../../src/adapters/endpoint/authentication.js';
import {devices} from '../../src/adapters/endpoint/devices.js';
import {methods} from '../../src/adapters/endpoint/methods.js';
import type {AnyOperation} from '../../src/adapters/endpoint/operations.js';
import {scanPictures} from '../../src/adapters/endpoint/scan-pictures.js';
import {operations} from './openapi.js';

const rows = Object.entries<AnyOperation>({...authentication, ...devices, ...methods, ...scanPictures} as never);

/** Stands where a row puts an argument, or a field of one, into the path. */
const anything = Object.assign(() => undefined, {toString: () => '_', account: '_', channel: '_', purpose: '_'});

for (const [name, {ask, expected = 200}] of rows)
  test(`${name} is an operation of the written contract, by its method, its path and the status of its success`, () => {
    const [path, body] = ask(anything, anything, anything);
    const asked = `${body ? 'POST' : 'GET'} /${path.split('?')[0]}`;
    const written = operations.filter(
      ({method, path: template}) => `${method} ${template.replace(/\{\w+\}/g, '_')}` === asked,
    );
    assert.deepEqual(
      written.map(({successes}) => successes),
      [[`${expected}`]],
      asked,
    );
  });
