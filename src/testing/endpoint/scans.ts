import type {ApprovalRequest, DisplayLine, ScanClaims} from '../../domain/contract.js';
import type {RequestsEndpoint} from '../../ports/device-endpoint.js';
import {base64url, random, type ReferenceEndpoint} from '../reference/reference-endpoint.js';

/** Whatever a page may show for a device to scan. */
export type Shown = Pick<ApprovalRequest, 'id' | 'account' | 'purpose' | 'channelName' | 'display' | 'expiresAt'> & {
  readonly suite?: string | undefined;
  readonly question?: string | undefined;
};

/** What a page has asked. */
export interface Asked {
  readonly request: Shown;
  /** The two digits that the page shows; empty for none. */
  readonly number: string;
}

export interface Scans {
  /** Public keys, as devices are told them. */
  readonly scanKeys: () => Promise<readonly string[]>;
  /**
   * The text of the QR code that the page shows which has asked that; of a bound request.
   * @param at when it was made: epoch milliseconds by the endpoint's clock, now unless it is said otherwise
   */
  readonly pictureOf: (id: string, at?: number) => Promise<string>;
  /** Requests, with the keys beside them where they are told. */
  readonly telling: (requests: RequestsEndpoint, areTold: () => boolean) => RequestsEndpoint;
}

/** How requests are bound that may be scanned: eight digits that answer a question. */
export const bound = {
  suite: 'OCRA-1:HOTP-SHA256-8:QN08-T30S',
  question: '40718236',
  code: {length: 8, alphabet: 'digits'},
} as const;

/** Seconds, as at the reference endpoint: after which there is another picture, and for how long one is good. */
export const RENEWED = 10;
export const PICTURE = 15;
const ES256 = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'} as const;
const text = new TextEncoder();
const encoded = (value: object) => base64url(text.encode(JSON.stringify(value)));

/** Signs what pages show, by a key of its own, as the contract has it. */
export function scans(books: ReferenceEndpoint, asked: (id: string) => Asked | undefined, now: () => number): Scans {
  let made: Promise<CryptoKeyPair> | undefined;
  const keys = () => (made ??= crypto.subtle.generateKey(ES256, false, ['sign', 'verify']));
  const scanKeys = async () => [
    base64url(new Uint8Array(await crypto.subtle.exportKey('raw', (await keys()).publicKey))),
  ];
  const markOf = ({account, question = ''}: Shown) => {
    const [device] = [...books.devices].find(([, {accounts}]) => accounts.has(account)) ?? [];
    return device === undefined ? eightDigits() : books.ownerMark(device, account, question);
  };
  return {
    scanKeys,
    async pictureOf(id, at = now()) {
      const found = asked(id);
      if (!found) throw new Error(`nobody has asked ${id}`);
      const claims = claimsOf(found, await markOf(found.request), at);
      const signed = `${encoded({alg: 'ES256'})}.${encoded(claims)}`;
      const signature = await crypto.subtle.sign(ES256, (await keys()).privateKey, text.encode(signed));
      return `${signed}.${base64url(new Uint8Array(signature))}`;
    },
    telling: (requests, areTold) => ({
      ...requests,
      async listRequests(...call) {
        const answer = await requests.listRequests(...call);
        return answer.ok && areTold() ? {...answer, value: {...answer.value, scanKeys: await scanKeys()}} : answer;
      },
    }),
  };
}

/** What a device says that has another seed. */
const eightDigits = () => random(8).reduce((digits, byte) => digits + String(byte % 10), '');

function claimsOf({request, number}: Asked, owner: string, at: number): ScanClaims {
  const {id, purpose, channelName, display, suite = '', question = '', expiresAt} = request;
  return {
    v: 1,
    id,
    p: purpose,
    c: channelName,
    d: display.map(lineOf),
    s: suite,
    q: question,
    o: owner,
    ...(number && {n: number}),
    i: Math.floor(at / 1000),
    e: Math.floor(Math.min(at / 1000 + PICTURE, Date.parse(expiresAt) / 1000)),
  };
}

function lineOf({type = 'text', emphasis = false, label, value}: DisplayLine): string[] {
  const line = [emphasis ? `${type}!` : type, label.vi, label.en, value.vi];
  return value.en === value.vi ? line : [...line, value.en];
}
