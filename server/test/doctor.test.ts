import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer, Deployment, Facts } from '../doctor/facts.js';
import { judgements } from '../doctor/judgements.js';

const deployment: Deployment = { page: 'https://trade.example/login', endpoint: 'https://otp.example/v1' };
const now = Date.parse('2026-11-27T02:00:00Z');
const strict = { 'strict-transport-security': 'max-age=31536000' };
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src https://otp.example";

const answer = (status: number, headers: Record<string, string> = {}, text = ''): Answer => ({
  url: 'https://otp.example/v1',
  status,
  headers: new Headers(headers),
  text,
});

const problem = (serverTime = now) =>
  answer(
    401,
    { ...strict, 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    JSON.stringify({ code: 'session_expired', serverTime: new Date(serverTime).toISOString() }),
  );

const page = (headers: Record<string, string> = {}, html = '<script type="module" src="/otp-verify.js"></script>') =>
  answer(200, { ...strict, 'content-security-policy': policy, ...headers }, html);

const allowing = {
  'access-control-allow-origin': 'https://trade.example',
  'access-control-allow-headers': 'Authorization, Content-Type, Device-Proof, Idempotency-Key',
};

const sound: Facts = {
  page: page(),
  status: problem(),
  forged: problem(),
  preflight: answer(204, allowing),
  foreignPreflight: answer(204),
  development: answer(404),
  metrics: answer(404),
  certificates: new Map([
    ['trade.example', now + 60 * 86_400_000],
    ['otp.example', now + 60 * 86_400_000],
  ]),
  now,
};

const findings = (changed: Partial<Facts>, of: Partial<Deployment> = {}) =>
  judgements
    .flatMap((judge) => judge({ ...sound, ...changed }, { ...deployment, ...of }))
    .filter(({ verdict }) => verdict !== 'ok');

describe('The doctor', () => {
  test('has nothing to say of a sound deployment', () => {
    assert.deepEqual(findings({}), []);
  });

  const json = { 'content-type': 'application/json' };
  const cookie = (text: string) => page({ 'set-cookie': text });
  const table: ReadonlyArray<
    readonly [
      what: string,
      area: string,
      verdict: string,
      changed: Partial<Facts>,
      mend?: RegExp | undefined,
      of?: Partial<Deployment>,
    ]
  > = [
    ['a page that does not answer', 'answer', 'fault', { page: { ...answer(0), fault: 'ENOTFOUND' } }],
    [
      'a page that is not there',
      'answer',
      'fault',
      { page: answer(404, { ...strict, 'content-security-policy': policy }) },
    ],
    [
      'a proxy that answers in the endpoint’s place',
      'answer',
      'fault',
      { status: answer(502, { ...strict, 'content-type': 'text/html' }, '"serverTime":"2026-11-27T02:00:00Z"') },
      /proxy_intercept_errors/,
    ],
    [
      'an endpoint whose answers may be kept',
      'answer',
      'fault',
      { status: { ...problem(), headers: new Headers({ ...strict, 'content-type': 'application/problem+json' }) } },
      /no-store/,
    ],
    [
      'an endpoint without TLS',
      'TLS',
      'fault',
      { page: page({ 'content-security-policy': 'default-src *' }) },
      undefined,
      { endpoint: 'http://otp.example/v1' },
    ],
    [
      'a certificate that ends in two days',
      'TLS',
      'fault',
      { certificates: new Map([['trade.example', now + 2 * 86_400_000]]) },
    ],
    [
      'a certificate that ends in ten days',
      'TLS',
      'advice',
      { certificates: new Map([['otp.example', now + 10 * 86_400_000]]) },
    ],
    [
      'a page without Strict-Transport-Security',
      'TLS',
      'advice',
      { page: answer(200, { 'content-security-policy': policy }) },
      /max-age/,
    ],
    [
      'an endpoint that does not know the page’s origin',
      'CORS',
      'fault',
      { preflight: answer(204) },
      /KB_OTP_ALLOWED_ORIGINS=https:\/\/trade\.example/,
    ],
    [
      'an endpoint that allows pages no Idempotency-Key',
      'CORS',
      'fault',
      { preflight: answer(204, { ...allowing, 'access-control-allow-headers': 'Content-Type' }) },
      /Idempotency-Key/,
    ],
    [
      'an endpoint that everybody’s pages may read',
      'CORS',
      'fault',
      { foreignPreflight: answer(204, { 'access-control-allow-origin': '*' }) },
      /KB_OTP_ALLOWED_ORIGINS/,
    ],
    ['a page without a policy', 'CSP', 'advice', { page: answer(200, strict) }, /connect-src https:\/\/otp\.example/],
    [
      'a policy that forbids the endpoint',
      'CSP',
      'fault',
      { page: page({ 'content-security-policy': "default-src 'self'" }) },
      /^connect-src https:\/\/otp\.example$/,
    ],
    [
      'a policy in the page that forbids the endpoint',
      'CSP',
      'fault',
      { page: page({}, `<meta http-equiv="Content-Security-Policy" content="connect-src 'self'">`) },
      /connect-src/,
    ],
    [
      'a policy that allows another port of the endpoint',
      'CSP',
      'fault',
      { page: page({ 'content-security-policy': 'connect-src https://otp.example:8443' }) },
      /connect-src/,
    ],
    [
      'a policy that forbids Lit’s templates',
      'CSP',
      'fault',
      {
        page: page({ 'content-security-policy': `${policy}; require-trusted-types-for 'script'; trusted-types other` }),
      },
      /lit-html/,
    ],
    [
      'a policy with unsafe-inline',
      'CSP',
      'advice',
      {
        page: page({
          'content-security-policy': `${policy.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")}`,
        }),
      },
      /script-src 'self'/,
    ],
    [
      'a session cookie that scripts read',
      'cookies',
      'fault',
      { page: cookie('kb_session=1; Secure; SameSite=Strict') },
      /HttpOnly/,
      { endpoint: 'https://otp.trade.example/v1' },
    ],
    [
      'a session cookie of another site',
      'cookies',
      'fault',
      { page: cookie('kb_session=1; Secure; HttpOnly; SameSite=Lax') },
      /sessionToken/,
    ],
    ['an endpoint whose clock is two minutes behind', 'clock', 'fault', { status: problem(now - 120_000) }, /ntp/],
    ['an endpoint that believes unsigned tokens', 'keys', 'fault', { forged: answer(200, json, '{}') }],
    [
      'an endpoint in development mode',
      'exposure',
      'fault',
      { development: answer(200, json, '{"accounts":[]}') },
      /KB_OTP_DEVELOPMENT/,
    ],
    [
      'metrics that everybody reads',
      'exposure',
      'fault',
      { metrics: answer(200, {}, 'kb_otp_challenges_total 1') },
      /operations/,
    ],
    [
      'two versions of the elements',
      'versions',
      'fault',
      {
        page: page(
          {},
          '<script src="/kb-otp@0.1.0/otp-verify.js"></script><script src="/kb-otp@0.2.0/otp-list.js"></script>',
        ),
      },
    ],
    [
      'elements from elsewhere without their hash',
      'versions',
      'advice',
      { page: page({}, '<script src="https://cdn.example/otp-verify.js"></script>') },
      /integrity/,
    ],
  ];
  for (const [what, area, verdict, changed, mend, of] of table) {
    test(`finds ${what}`, () => {
      const all = findings(changed, of);
      const found = all.find((finding) => finding.area === area && finding.verdict === verdict);
      assert.ok(found, JSON.stringify(all));
      if (mend !== undefined) assert.match(found.mend ?? '', mend);
      assert.deepEqual(
        all.filter((finding) => finding.area !== area && !(area === 'TLS' || area === 'CSP' || area === 'cookies')),
        [],
      );
    });
  }

  test('takes wildcards, schemes and paths of a policy as browsers do', () => {
    const allowed = [
      'https:',
      'https://*.example',
      '*',
      'https://otp.example:443',
      'otp.example',
      'https://otp.example/v1/',
    ];
    const forbidden = ['http:', 'https://*.otp.example', "'none'", 'https://otp.example/v2/', 'https://otp.example/v1'];
    const isAllowed = (source: string) =>
      findings({ page: page({ 'content-security-policy': `connect-src ${source}` }) }).every(
        ({ area }) => area !== 'CSP',
      );
    assert.deepEqual(
      allowed.filter((source) => !isAllowed(source)),
      [],
    );
    assert.deepEqual(forbidden.filter(isAllowed), []);
  });
});
