/** POSTs to a push service on the public network: no redirect is followed, and no address of a private one called. */

import { lookup, type LookupAddress } from 'node:dns';
import { Agent, request } from 'node:https';
import { BlockList, isIPv6, type LookupFunction } from 'node:net';
import { retryAfterOf } from './retry-after.js';

export interface PushRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

export interface PushTransport {
  /** @returns the status, and the milliseconds that the service asks to wait. @throws when nothing was heard */
  (request: PushRequest): Promise<{ readonly status: number; readonly retryAfter: number | null }>;
}

/** Milliseconds. */
const patience = 5000;

/** IANA's special-purpose addresses that are not reachable from everywhere, as network and prefix. */
const closed = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  closed.addSubnet(network, prefix, 'ipv4');
}
/** All of IPv6 that is reachable from everywhere. */
const open = new BlockList();
open.addSubnet('2000::', 3, 'ipv6');
closed.addSubnet('2001:db8::', 32, 'ipv6');
closed.addSubnet('2002::', 16, 'ipv6');

export function isPublicAddress(address: string): boolean {
  if (!isIPv6(address)) return !closed.check(address, 'ipv4');
  return open.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}

/** What a name stands for is looked at where it is connected to, so that it can't be another thing by then. */
export const lookUpPublic: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses = ((found as LookupAddress[] | undefined) ?? []).filter(({ address }) => isPublicAddress(address));
    const [first] = addresses;
    if (error !== null) return done(error, '');
    if (first === undefined) return done(new Error('The push service has no public address.'), '');
    if (options.all === true) return done(null, addresses);
    return done(null, first.address, first.family);
  });
};

const agent = new Agent({ keepAlive: true, maxSockets: 32, lookup: lookUpPublic });

export const postToPublic: PushTransport = ({ url, headers, body }) =>
  new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(patience);
    const asked = request(url, { method: 'POST', headers, agent, signal }, (response) => {
      response.resume();
      const { statusCode: status = 0, headers: answered } = response;
      resolve({ status, retryAfter: retryAfterOf(answered['retry-after'], Date.now()) });
    });
    asked.on('error', reject);
    asked.end(body);
  });
