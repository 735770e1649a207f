/** Stands for a back end that takes the code inside the order: two calls, answers `{s, d, ec, em}`. */
import {randomInt} from 'node:crypto';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';

interface Request {
  readonly acc?: string;
  readonly side?: string;
  readonly sym?: string;
  readonly qty?: number;
  readonly price?: number;
  readonly tx?: number;
  readonly otp?: string;
  readonly rq?: string;
}

interface Transaction {
  readonly tx: number;
  readonly txt: string;
  code: string;
  left: number;
  more: number;
  until: number;
}

type Reply = {s: 1; d: object} | {s: 0; ec: string; em: string; d?: object};

export interface BackEnd {
  readonly server: Server;
  /** Every order that was placed, in its words. */
  readonly orders: readonly string[];
}

const minute = 60_000;
const refuse = (ec: string, em: string, d?: object): Reply => ({s: 0, ec, em, ...(d && {d})});
const textOf = ({side, qty, sym, price}: Request) => `${side} ${qty} ${sym} @ ${price}`;
const newCode = () => String(randomInt(1_000_000)).padStart(6, '0');

/** @param deliver hears each code, as the customer's phone does */
export function backEnd(deliver: (code: string) => void): BackEnd {
  const open = new Map<number, Transaction>();
  const orders: string[] = [];
  /** The same `rq` again is the same request: it gets the same reply, and places nothing. */
  const answered = new Map<string, Reply>();
  let last = 4710;

  const begin = (request: Request): Transaction => {
    last += 1;
    const begun = {tx: last, txt: textOf(request), code: '', left: 3, more: 3, until: 0};
    open.set(begun.tx, begun);
    return begun;
  };

  const send = (request: Request): Reply => {
    const known = request.tx === undefined ? begin(request) : open.get(request.tx);
    if (!known) return refuse('NO_TX', 'unknown transaction');
    if (known.more === 0) return refuse('TOO_SOON', 'no more messages', {wait: 60});
    const now = Date.now();
    Object.assign(known, {code: newCode(), more: known.more - 1, until: now + 5 * minute});
    deliver(known.code);
    const {tx, txt, left, more, until} = known;
    return {s: 1, d: {tx, txt, left, more, to: '•••• ••• 567', now, until, again: now + minute}};
  };

  const order = (request: Request): Reply => {
    const known = open.get(request.tx ?? 0);
    if (!known) return refuse('NO_TX', 'unknown transaction');
    if (textOf(request) !== known.txt) return refuse('OTHER', 'not what the code was sent for');
    if (known.until <= Date.now()) return refuse('OVER', 'the code is over');
    known.left -= 1;
    if (request.otp !== known.code) {
      if (known.left === 0) open.delete(known.tx);
      return refuse('WRONG', 'code does not match', {left: known.left});
    }
    open.delete(known.tx);
    orders.push(known.txt);
    return {s: 1, d: {ord: `ORD-${orders.length}`}};
  };

  const calls: Readonly<Record<string, (request: Request) => Reply>> = {'/trade/send': send, '/trade/order': order};

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const act = calls[incoming.url ?? ''];
    if (!act) return void response.writeHead(404).end();
    const request = JSON.parse(await textIn(incoming)) as Request;
    const reply = answered.get(request.rq ?? '') ?? act(request);
    if (request.rq !== undefined) answered.set(request.rq, reply);
    response.writeHead(200, {'Content-Type': 'application/json'}).end(JSON.stringify(reply));
  };
  return {server: createServer((incoming, response) => void answer(incoming, response)), orders};
}

async function textIn(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
