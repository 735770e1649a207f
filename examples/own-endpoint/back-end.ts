/** Stands for a back end that was there before: two calls, answers `{s, d, ec, em}`. */
import {randomBytes, randomInt} from 'node:crypto';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';

interface Asked {
  readonly rid: string;
  readonly txt: string;
  code: string;
  left: number;
  more: number;
}

interface Request {
  readonly rid?: string;
  readonly code?: string;
  readonly act?: string;
  readonly tx?: {readonly side?: string; readonly quantity?: number; readonly symbol?: string};
  readonly rq?: string;
}

type Reply = {s: 1; d: object} | {s: 0; ec: string; em: string; d?: object};

const minute = 60_000;
const refuse = (ec: string, em: string, d?: object): Reply => ({s: 0, ec, em, ...(d && {d})});

const textOf = ({act = '', tx}: Request) => (tx ? `${tx.side} ${tx.quantity} ${tx.symbol}` : act);

/** @param deliver hears each code, as the customer's phone does */
export function backEnd(deliver: (code: string) => void): Server {
  const open = new Map<string, Asked>();
  /** The same `rq` again is the same request: it gets the same reply, and sends nothing. */
  const answered = new Map<string, Reply>();

  const send = (request: Request): Reply => {
    const known = request.rid === undefined ? undefined : open.get(request.rid);
    if (request.rid !== undefined && !known) return refuse('NO_RID', 'unknown rid');
    if (known?.more === 0) return refuse('TOO_SOON', 'no more messages', {wait: 60});
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const asked = known ?? {rid: randomBytes(12).toString('hex'), txt: textOf(request), code, left: 3, more: 2};
    if (known) Object.assign(asked, {code, more: asked.more - 1});
    open.set(asked.rid, asked);
    deliver(code);
    const {rid, txt, left, more} = asked;
    const now = Date.now();
    return {s: 1, d: {rid, txt, left, more, to: '•••• ••• 567', now, until: now + 5 * minute, again: now + minute}};
  };

  const check = ({rid = '', code}: Request): Reply => {
    const asked = open.get(rid);
    if (!asked) return refuse('NO_RID', 'unknown rid');
    asked.left -= 1;
    if (asked.code !== code) {
      if (asked.left === 0) open.delete(rid);
      return refuse('WRONG', 'code does not match', {left: asked.left});
    }
    open.delete(rid);
    const now = Date.now();
    return {s: 1, d: {tk: randomBytes(24).toString('base64url'), now, until: now + 5 * minute}};
  };

  const calls: Readonly<Record<string, (request: Request) => Reply>> = {'/otp/send': send, '/otp/check': check};

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const act = calls[incoming.url ?? ''];
    if (!act) return void response.writeHead(404).end();
    const request = JSON.parse(await textIn(incoming)) as Request;
    const reply = answered.get(request.rq ?? '') ?? act(request);
    if (request.rq !== undefined) answered.set(request.rq, reply);
    response.writeHead(200, {'Content-Type': 'application/json'}).end(JSON.stringify(reply));
  };
  return createServer((incoming, response) => void answer(incoming, response));
}

async function textIn(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
