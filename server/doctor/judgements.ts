/** One judgement an area: what was answered, and what it means for customers. */

import type { Finding } from './examine.js';
import { elementHeaders, foreignOrigin } from '../conformance/probes.js';
import type { Answer, Deployment, Facts } from './facts.js';
import { allows, policiesOf, sourcesOf } from './policy.js';

type Judgement = (facts: Facts, deployment: Deployment) => readonly Finding[];
type Say = (verdict: Finding['verdict'], says: string, mend?: string) => Finding;

const inArea =
  (area: Finding['area']): Say =>
  (verdict, says, mend) => ({ area, verdict, says, ...(mend === undefined ? {} : { mend }) });

const day = 86_400_000;

/** Nobody but this machine hears what it says to itself (Secure Contexts). */
const isLocal = ({ hostname }: URL): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|.*\.localhost)$/.test(hostname);

const answers: Judgement = ({ page, status }) => {
  const say = inArea('answer');
  return [
    reached(say, 'The page', page, 200),
    ...(status.status === 0 ? [reached(say, 'The endpoint', status, 401)] : [problemOf(say, status)]),
  ];
};

function reached(say: Say, what: string, { url, status, fault }: Answer, wanted: number): Finding {
  if (fault !== undefined) return say('fault', `${what} (${url}) does not answer: ${fault}.`);
  return status === wanted ? say('ok', `${what} answers.`) : say('fault', `${what} (${url}) is answered ${status}.`);
}

function problemOf(say: Say, { status, headers, text }: Answer): Finding {
  const type = headers.get('content-type') ?? 'none';
  if (!type.startsWith('application/problem+json')) {
    const says = `Without a session the endpoint answers ${status} in ${type}, no problem document: something before it answers in its place.`;
    return say('fault', says, 'Let the proxy pass errors on: nginx `proxy_intercept_errors off;`.');
  }
  const code = /"code":\s*"(\w+)"/.exec(text)?.[1] ?? 'nothing';
  if (status !== 401) return say('fault', `Without a session the endpoint answers ${status} \`${code}\`, not 401.`);
  return headers.get('cache-control')?.includes('no-store') === true
    ? say('ok', 'The endpoint answers, by the contract.')
    : say('fault', 'The endpoint’s answers may be kept.', 'Cache-Control: no-store');
}

const tls: Judgement = ({ page, status, certificates, now }, { page: pageUrl, endpoint }) => {
  const say = inArea('TLS');
  const sides = [
    ['The page', new URL(pageUrl), page],
    ['The endpoint', new URL(endpoint), status],
  ] as const;
  return sides.flatMap(([what, url, answer]) => {
    if (isLocal(url)) return [say('ok', `${what} is on this machine.`)];
    if (url.protocol !== 'https:') return [say('fault', `${what} is not on https: codes can be read on their way.`)];
    const left = ((certificates.get(url.host) ?? Infinity) - now) / day;
    const ends =
      left < 14
        ? [say(left < 3 ? 'fault' : 'advice', `${what}: its certificate ends in ${Math.floor(left)} days.`)]
        : [];
    const isStrict = answer.headers.has('strict-transport-security');
    const strict = say(
      'advice',
      `${what} has no Strict-Transport-Security.`,
      'Strict-Transport-Security: max-age=31536000; includeSubDomains',
    );
    return [...ends, ...(isStrict || answer.status === 0 ? [] : [strict])].concat(
      ends.length === 0 && isStrict ? [say('ok', `${what} is on https.`)] : [],
    );
  });
};

const cors: Judgement = ({ preflight, foreignPreflight }, { page, endpoint }) => {
  const say = inArea('CORS');
  const { origin } = new URL(page);
  const allowed = preflight.headers.get('access-control-allow-origin');
  const foreign = foreignPreflight.headers.get('access-control-allow-origin');
  const open =
    foreign === '*' || foreign === foreignOrigin
      ? [say('fault', 'Pages of every origin may read the endpoint’s answers.', `KB_OTP_ALLOWED_ORIGINS=${origin}`)]
      : [];
  if (origin === new URL(endpoint).origin)
    return [...open, say('ok', 'Page and endpoint have one origin and need none.')];
  if (allowed === origin) {
    const names = (preflight.headers.get('access-control-allow-headers') ?? '').toLowerCase();
    const missing = elementHeaders.filter((name) => !names.includes(name));
    if (missing.length === 0) return [...open, say('ok', `Pages of ${origin} may ask the endpoint.`)];
    const line = 'Access-Control-Allow-Headers: Authorization, Content-Type, Device-Proof, Idempotency-Key';
    return [...open, say('fault', `Pages may not send ${missing.join(', ')}.`, line)];
  }
  const says = `The endpoint does not allow pages of ${origin} (Access-Control-Allow-Origin: ${allowed ?? 'nothing'}).`;
  return [...open, say('fault', says, `KB_OTP_ALLOWED_ORIGINS=${origin}`)];
};

const csp: Judgement = ({ page }, { page: pageUrl, endpoint }) => {
  const say = inArea('CSP');
  if (page.status === 0) return [];
  const [self, target] = [new URL(pageUrl), new URL(endpoint)];
  const source = target.origin === self.origin ? "'self'" : target.origin;
  const policies = policiesOf(page.headers, page.text);
  const whole = `Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${source}; img-src 'self' data:`;
  if (policies.length === 0) return [say('advice', 'The page has no Content-Security-Policy.', whole)];
  const faults = policies.flatMap((policy) => {
    const scripts = sourcesOf(policy, 'script-src') ?? [];
    const trusted = policy.get('trusted-types');
    const needsTrusted = policy.get('require-trusted-types-for')?.includes("'script'") === true;
    return [
      ...(allows(sourcesOf(policy, 'connect-src'), new URL(`${endpoint}/challenges`), self)
        ? []
        : [say('fault', 'The page may not ask the endpoint.', `connect-src ${source}`)]),
      ...(needsTrusted && trusted !== undefined && !trusted.some((name) => name === 'lit-html' || name === '*')
        ? [say('fault', 'The page forbids the template policy of Lit (Trusted Types).', 'trusted-types lit-html')]
        : []),
      ...(scripts.includes("'unsafe-inline'") && !scripts.some((each) => /^'(nonce|sha\d+)-/.test(each))
        ? [say('advice', "script-src allows 'unsafe-inline'; the elements don't need it.", "script-src 'self'")]
        : []),
    ];
  });
  return faults.length === 0 ? [say('ok', 'The page’s policy allows what the elements do.')] : faults;
};

const cookies: Judgement = ({ page }, { page: pageUrl, endpoint }) => {
  const say = inArea('cookies');
  const session = page.headers.getSetCookie().find((cookie) => cookie.startsWith('kb_session='));
  if (session === undefined) return [say('ok', 'This page sets no session cookie: nothing to look at.')];
  const attributes = session
    .toLowerCase()
    .split(';')
    .slice(1)
    .map((part) => part.trim());
  const missing = ['secure', 'httponly'].filter((name) => !attributes.includes(name));
  const isStrict = attributes.some((name) => /^samesite=(strict|lax)$/.test(name));
  const line = 'Set-Cookie: kb_session=…; Path=/; Secure; HttpOnly; SameSite=Strict';
  const lacks = [...missing, ...(isStrict ? [] : ['samesite=strict'])];
  const hosts = [pageUrl, endpoint].map((url) => new URL(url).hostname.split('.').slice(-2).join('.'));
  return [
    lacks.length === 0
      ? say('ok', 'The session cookie is guarded.')
      : say('fault', `The session cookie lacks ${lacks.join(', ')}.`, line),
    ...(hosts[0] === hosts[1]
      ? []
      : [
          say(
            'fault',
            'Page and endpoint are of two sites: the session cookie does not reach the endpoint.',
            'sessionToken of the element, or an endpoint on the page’s site',
          ),
        ]),
  ];
};

const clock: Judgement = ({ status, now }) => {
  const say = inArea('clock');
  const told = Date.parse(/"serverTime":\s*"([^"]+)"/.exec(status.text)?.[1] ?? '');
  if (Number.isNaN(told)) return status.status === 0 ? [] : [say('fault', 'The endpoint’s answer has no serverTime.')];
  const off = Math.round((told - now) / 1000);
  return Math.abs(off) <= 30
    ? [say('ok', 'The endpoint’s clock is right.')]
    : [
        say(
          'fault',
          `The endpoint's clock and this machine's are ${Math.abs(off)} s apart: codes would be refused.`,
          'timedatectl set-ntp true',
        ),
      ];
};

const keys: Judgement = ({ forged }) => {
  const say = inArea('keys');
  if (forged.status === 0) return [];
  return forged.status === 401
    ? [say('ok', 'A session token that nobody signed is refused.')]
    : [say('fault', `A session token that nobody signed is answered ${forged.status}: sessions are not checked.`)];
};

const exposure: Judgement = ({ development, metrics }) => {
  const say = inArea('exposure');
  const open = [
    ...(development.status === 200 && isJson(development)
      ? [
          say(
            'fault',
            'The endpoint runs in development mode: everybody reads codes at /dev/inbox.',
            'Start it without KB_OTP_DEVELOPMENT.',
          ),
        ]
      : []),
    ...(metrics.status === 200 && metrics.text.includes('kb_otp_')
      ? [
          say(
            'fault',
            'Everybody reads the endpoint’s metrics at /metrics.',
            'Keep the operations port behind the firewall.',
          ),
        ]
      : []),
  ];
  return open.length === 0 ? [say('ok', 'Nothing of developers or operators is open.')] : open;
};

const isJson = ({ headers }: Answer): boolean => (headers.get('content-type') ?? '').includes('json');

/** Scripts of the elements that the page names: those with a version in their address, and those from elsewhere. */
const versions: Judgement = ({ page }, { page: pageUrl }) => {
  const say = inArea('versions');
  const scripts = [
    ...page.text.matchAll(
      /<script\b[^>]*\bsrc=["']([^"']*(?:kb-otp|otp-(?:verify|enroll|cancel|list))[^"']*)["'][^>]*>/gi,
    ),
  ];
  const found = scripts.map(([tag, src = '']) => ({ url: new URL(src, pageUrl), isHashed: /\bintegrity=/i.test(tag) }));
  const named = new Set(found.flatMap(({ url }) => /kb-otp@(\d+\.\d+\.\d+[\w.-]*)/.exec(url.pathname)?.[1] ?? []));
  const bare = found.filter(({ url, isHashed }) => url.origin !== new URL(pageUrl).origin && !isHashed);
  return [
    ...(named.size > 1 ? [say('fault', `The page loads versions ${[...named].join(' and ')} of the elements.`)] : []),
    ...bare.map(({ url }) =>
      say('advice', `${url.href} comes from elsewhere without its hash.`, 'integrity="…" of dist/cdn/integrity.json'),
    ),
    ...(named.size <= 1 && bare.length === 0
      ? [
          say(
            'ok',
            named.size === 1
              ? `The elements are version ${[...named].join()}.`
              : 'The page’s HTML names no version of the elements.',
          ),
        ]
      : []),
  ];
};

export const judgements: readonly Judgement[] = [answers, tls, cors, csp, cookies, clock, keys, exposure, versions];
