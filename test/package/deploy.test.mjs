/** What `server/deploy` says of the endpoint is so: files that differ from what they start help nobody. */
import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {parseEnv} from 'node:util';
import {names} from '../../server/src/variables.js';
import {processConfig} from '../../server/src/index.js';

const read = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const [docker, compose, unit, nginx, sample] = [
  'Dockerfile',
  'compose.yaml',
  'kb-otp-endpoint.service',
  'nginx.conf',
  'endpoint.env.example',
].map((file) => read(`server/deploy/${file}`));

/** Variables of ours, and the two that are everybody's. */
const mentioned = (text) => [...text.matchAll(/\b(KB_OTP_[A-Z_]+|DATABASE_URL)\b/g)].map(([name]) => name);

const key = () => randomBytes(32).toString('base64');

describe('the files to run the endpoint with', () => {
  test('the sample of the environment has every variable, once', () => {
    const listed = [...sample.matchAll(/^#?([A-Z_]+)=$/gm)].map(([, name]) => name);
    assert.deepEqual(listed, [...names]);
  });

  test('what the sample leaves to be filled in is what the endpoint refuses to start without', () => {
    const empty = Object.keys(parseEnv(sample));
    assert.throws(
      () => processConfig(parseEnv(sample)),
      ({message}) => empty.every((name) => message.includes(name)) && message.split('\n').length === empty.length,
    );
    const keys = Object.fromEntries(empty.filter((name) => /KEY/.test(name)).map((name) => [name, key()]));
    const {endpoint} = processConfig({...keys, KB_OTP_DELIVERY_URL: 'https://gateway.example/messages'});
    assert.equal(endpoint.development, false);
  });

  test('they name no variable that the endpoint does not have', () => {
    for (const text of [docker, compose, unit, nginx])
      for (const name of mentioned(text)) assert.ok(names.includes(name), name);
  });

  test('the image is made of files that there are, and starts what the build makes', () => {
    const copied = [...docker.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from]) => from.split(' '));
    assert.ok(copied.length >= 4);
    for (const file of copied) assert.ok(existsSync(new URL(`../../${file}`, import.meta.url)), file);
    const {scripts} = JSON.parse(read('server/package.json'));
    assert.equal(scripts.start, 'node dist/main.js');
    assert.match(docker, /CMD \["node", "server\/dist\/main\.js"\]/);
    assert.match(unit, /ExecStart=\/usr\/bin\/node dist\/main\.js/);
  });

  test('the proxy shuts what back ends call to the outside, and nothing that elements call', () => {
    const [, pattern = ''] = /location ~ (\^\/v1\/\(\S+) \{\n\s+return 404/.exec(nginx) ?? [];
    const {paths} = JSON.parse(read('server/generated/contract.json'));
    const isShut = new RegExp(pattern);
    for (const [path, operations] of Object.entries(paths)) {
      const isOfBackEnd = Object.values(operations).some(({security}) => security?.some((one) => 'serviceKey' in one));
      const filled = `/v1${path.replace(/\{\w+\}/g, '058C000001')}`;
      assert.equal(isShut.test(filled), isOfBackEnd, filled);
    }
  });
});
