/** What one deployment answers: asked once, judged afterwards. */

import { connect } from 'node:tls';
import { foreignOrigin, forgedToken, preflightHeaders } from '../conformance/probes.js';
import { fetchFault } from '../src/fetch-fault.js';

export interface Answer {
  readonly url: string;
  /** 0 where nothing answered. */
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Why nothing answered. */
  readonly fault?: string;
}

export interface Facts {
  readonly page: Answer;
  /** A status that is asked for without a session. */
  readonly status: Answer;
  /** The same, with a token that nobody signed. */
  readonly forged: Answer;
  readonly preflight: Answer;
  readonly foreignPreflight: Answer;
  /** What is for developers, and what is for operators. */
  readonly development: Answer;
  readonly metrics: Answer;
  /** Epoch milliseconds at which the certificates end; by host, https alone. */
  readonly certificates: ReadonlyMap<string, number>;
  /** Epoch milliseconds, when the status was answered. */
  readonly now: number;
}

export interface Deployment {
  readonly page: string;
  /** The base address, without a slash at its end. */
  readonly endpoint: string;
}

const longest = 15_000;

export async function gather({ page, endpoint }: Deployment): Promise<Facts> {
  const origin = new URL(page).origin;
  /** Beside the contract's own base, as the reference endpoint has them. */
  const beside = (path: string): string => new URL(`../${path}`, `${endpoint}/`).href;
  const status = `${endpoint}/accounts/0/authentication?channel=kb-trade&purpose=login`;
  const [pageAnswer, statusAnswer] = await Promise.all([ask(page), ask(status)]);
  const now = Date.now();
  const [forged, preflight, foreignPreflight, development, metrics] = await Promise.all([
    ask(status, { headers: { authorization: `Bearer ${forgedToken('none', { sub: 'nobody', sid: 'nobody' }, now)}` } }),
    ask(`${endpoint}/challenges`, { method: 'OPTIONS', headers: preflightHeaders(origin) }),
    ask(`${endpoint}/challenges`, { method: 'OPTIONS', headers: preflightHeaders(foreignOrigin) }),
    ask(beside('dev/accounts')),
    ask(beside('metrics')),
  ]);
  const certificates = await certificatesOf([page, endpoint]);
  return {
    page: pageAnswer,
    status: statusAnswer,
    forged,
    preflight,
    foreignPreflight,
    development,
    metrics,
    certificates,
    now,
  };
}

async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(longest) });
    return { url, status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    return { url, status: 0, headers: new Headers(), text: '', fault: fetchFault(error) };
  }
}

async function certificatesOf(urls: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const hosts = [
    ...new Set(
      urls
        .map((url) => new URL(url))
        .filter(({ protocol }) => protocol === 'https:')
        .map(({ host }) => host),
    ),
  ];
  const ends = await Promise.all(hosts.map(async (host) => [host, await certificateEnd(host)] as const));
  return new Map(ends.flatMap(([host, end]) => (end === undefined ? [] : [[host, end] as const])));
}

/** What the connection itself could not be made of is told by the answer that failed. */
function certificateEnd(host: string): Promise<number | undefined> {
  const { hostname, port } = new URL(`https://${host}`);
  return new Promise((resolve) => {
    const socket = connect(
      { host: hostname, port: Number(port || 443), servername: hostname, timeout: longest },
      () => {
        const end = Date.parse(socket.getPeerCertificate().valid_to);
        socket.destroy();
        resolve(Number.isNaN(end) ? undefined : end);
      },
    );
    const fails = () => {
      socket.destroy();
      resolve(undefined);
    };
    socket.once('error', fails).once('timeout', fails);
  });
}
