import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultPolicy, minute } from '../src/domain/policy.js';
import { checks, runConformance, type Result } from '../conformance/run.js';
import { breaks, brokenBy } from './support/broken-endpoints.js';
import { conformanceOf } from './support/conformance.js';
import { onEachDatabase } from './support/databases.js';
import { useEndpoint } from './support/endpoint.js';

onEachDatabase(
  'The conformance suite',
  (database) => {
    const sessionGrants = { ...defaultPolicy.sessionGrants, maxAge: { order: 30 * minute } };
    const endpoint = useEndpoint(database, { policy: { ...defaultPolicy, sessionGrants } });

    async function results(variant?: string): Promise<readonly Result[]> {
      const on = endpoint();
      await on.reset();
      const { url, config, clock } = await conformanceOf(on);
      const fetch = (request: Request) => on.endpoint.fetch(request);
      return runConformance(url, config, {
        fetch: variant === undefined ? fetch : brokenBy(variant, fetch, on),
        clock,
      });
    }

    const failed = (of: readonly Result[]) =>
      of
        .filter(({ verdict }) => verdict !== 'passed')
        .map(({ check, verdict, why }) => `${check.id} ${verdict}: ${why}`);

    test('the reference endpoint passes every check, and none is left out', async () => {
      assert.deepEqual(failed(await results()), []);
    });

    for (const { variant, check } of breaks) {
      test(`an endpoint that ${variant} fails the check “${check}”, and no other`, async () => {
        const of = await results(variant);
        const ids = of.flatMap(({ check: { id }, verdict }) => (verdict === 'passed' ? [] : [id]));
        assert.deepEqual(ids, [check], failed(of).join('\n'));
      });
    }

    test('every check is failed by one of these endpoints', () => {
      const caught = new Set(breaks.map(({ check }) => check));
      assert.deepEqual(
        checks.map(({ id }) => id).filter((id) => !caught.has(id)),
        [],
      );
    });
  },
  ['sqlite'],
);
