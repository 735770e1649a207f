/** What `server/deploy` says of the endpoint is so: files that differ from what they start help nobody. */
import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {parseEnv} from 'node:util';
import {parse} from 'yaml';
import {createMetrics} from '../../server/src/metrics.js';
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

/** What the endpoint measures: the labels of each sample, by its name. */
const measured = async () => {
  const metrics = createMetrics();
  const {counts} = metrics;
  counts.challenge('sms', 'kb-trade');
  counts.answer('sms', 'kb-trade', 'accepted');
  counts.verified('sms', 'kb-trade', 9000);
  counts.evaluation('sms');
  counts.delivery('sms', 'sent');
  counts.notice('sent');
  counts.wake('taken');
  counts.enrolment('begun');
  counts.unlock('key-destroyed');
  counts.helpDesk('unlock', 'done');
  counts.withheld({kind: 'sms', why: 'range', range: '+84901234'});
  metrics.request('GET', '/healthz', 200, 1);
  metrics.lateness({challenges: 1});
  metrics.swept({challenges: 1});
  const samples = (await metrics.text()).matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm);
  return new Map(
    [...samples].map(([, name, labels = '']) => [name, [...labels.matchAll(/(\w+)="/g)].map(([, l]) => l)]),
  );
};

const ofEndpoint = await measured();
/** With what Prometheus itself has of whatever it scrapes. */
const known = new Map([...ofEndpoint, ['up', ['job']]]);

/** What is asked of each metric in an expression, with the labels that pick and group. */
const askedIn = (expression) => {
  const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list]) => list.split(/, */));
  const selectors = [...expression.matchAll(/\b(kb_otp_\w+|nodejs_\w+|process_\w+|up)\b(?:\{([^}]*)\})?/g)];
  return selectors.map(([, name, picked = '']) => ({
    name,
    labels: [...grouped, ...[...picked.matchAll(/(\w+)(?:=|!)/g)].map(([, label]) => label)],
  }));
};

describe('what watches the endpoint', () => {
  const rules = parse(read('server/deploy/alerts.yaml')).groups.flatMap((group) => group.rules);
  const {panels} = JSON.parse(read('server/deploy/dashboard.json'));
  const expressions = [
    ...rules.map(({alert, expr}) => [alert, expr]),
    ...panels.flatMap(({title, targets}) => targets.map(({expr}) => [title, expr])),
  ];

  for (const [what, expression] of expressions)
    test(`${what}: ${expression.slice(0, 60)} asks for what is measured`, () => {
      const asked = askedIn(expression);
      assert.ok(asked.length > 0);
      for (const {name, labels} of asked) {
        assert.ok(known.has(name), name);
        for (const label of labels) assert.ok(known.get(name).includes(label), `${name} has no ${label}`);
      }
    });

  test('each rule says how urgent it is and what has happened, and the run book what to do', () => {
    const runbook = read('docs/runbook.md');
    for (const {alert, labels, annotations} of rules) {
      assert.match(labels.severity, /^(page|ticket)$/, alert);
      assert.match(annotations.summary, /^[A-Z].+\.$/, alert);
      assert.ok(runbook.includes(`\`${alert}\``), alert);
    }
  });

  test('whatever of the endpoint’s own is measured, the dashboard shows', () => {
    const shown = new Set(
      panels.flatMap(({targets}) => targets.flatMap(({expr}) => askedIn(expr).map(({name}) => name))),
    );
    const left = [...ofEndpoint.keys()]
      .filter((name) => name.startsWith('kb_otp_'))
      .map((name) => name.replace(/_(bucket|sum|count)$/, ''))
      .filter((name) => ![...shown].some((other) => other.startsWith(name)));
    // Both are for whoever looks into one of the others.
    assert.deepEqual(
      [...new Set(left)],
      ['kb_otp_code_evaluations_total', 'kb_otp_notice_attempts_total', 'kb_otp_swept_rows_total'],
    );
  });
});
