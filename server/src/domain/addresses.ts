/** Network addresses as limits count them. */

import { isIP } from 'node:net';

/**
 * What one customer of a network has: an IPv4 address, or the /64 of an IPv6 address, within which a client may take a
 * new address for each request. Null for what is no address.
 */
export function addressBlock(text: string): string | null {
  const address = text
    .replace(/%.*$/, '')
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1');
  const family = isIP(address);
  if (family !== 6) return family === 4 ? address : null;
  const groups = expand(new URL(`http://[${address}]`).hostname.slice(1, -1));
  const isMapped = groups.slice(0, 6).join() === '0,0,0,0,0,ffff';
  return isMapped ? groups.slice(6).flatMap(bytesOf).join('.') : `${groups.slice(0, 4).join(':')}::/64`;
}

/** @param address compressed, as a URL writes it */
function expand(address: string): string[] {
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail];
}

function bytesOf(group: string): number[] {
  const word = Number.parseInt(group, 16);
  return [word >> 8, word & 0xff];
}
