/**
 * Customers who go on while the database goes away: they answer rightly, wrongly, and twice at once at both processes,
 * and each request is asked until it is answered for good. The ledger keeps what they saw.
 */

import { setTimeout as wait } from 'node:timers/promises';
import type { Challenge, Grant } from '../../generated/contract.js';
import type { Client, Reply } from '../../test/support/client.js';
import { cardCode, wrongCode } from '../../test/support/codes.js';
import { deviceCalls, unlockMac } from '../../test/support/device.js';
import { insist, type Insisted } from '../../test/support/insist.js';
import { codes } from '../customers.js';
import { hasCode, stepAt, type Phone } from './acts.js';
import { noteAnswer, noteChallenge, noteCode, noteGuess, type Ledger } from './ledger.js';
import type { DeviceOwner, LoadCustomer } from './population.js';

/** The same session at each process. */
export type EachProcess = (token: string) => readonly Client[];

export interface Traffic {
  readonly ledger: Ledger;
  readonly each: EachProcess;
  readonly isOver: () => boolean;
}

export interface Actor {
  /** When they were served, epoch milliseconds. */
  readonly served: readonly number[];
  readonly run: Promise<void>;
}

/** Each so many turns of a customer. */
const [wrongEach, doubledEach] = [4, 3];
/** Wrong codes, and codes that come twice, of one customer: a hundred wrong ones suspend the method. */
const mostFaulty = 40;
/** Wrong guesses of one password: from thirty on a device waits. */
const mostGuesses = 12;
/** Milliseconds. */
const pause = 200;

type Work = (asking: Asking, turn: number) => Promise<void>;

interface Asking {
  /** @param first which process is asked first */
  readonly ask: <T>(
    token: string,
    request: (client: Client, key: string) => Promise<Reply<T>>,
    first?: number,
  ) => Promise<Insisted<T>>;
}

function actor(traffic: Traffic, work: Work): Actor {
  const served: number[] = [];
  let turn = 0;
  const asking: Asking = {
    async ask(token, request, first = turn) {
      const all = traffic.each(token);
      const answered = await insist([...all.slice(first % all.length), ...all.slice(0, first % all.length)], request);
      served.push(Date.now());
      return answered;
    },
  };
  const goOn = async (): Promise<void> => {
    for (; !traffic.isOver(); turn += 1) await work(asking, turn);
  };
  return { served, run: goOn() };
}

async function asked(
  { ledger }: Traffic,
  { ask }: Asking,
  { account, token }: { readonly account: string; readonly token: string },
): Promise<Challenge> {
  const { reply } = await ask(token, (client, key) => client.challenge({ account }, { key }));
  if (reply.status !== 201) throw new Error(`No challenge for ${account}: ${JSON.stringify(reply.body)}`);
  noteChallenge(ledger, reply.body.id, account);
  return reply.body;
}

interface Answer {
  readonly token: string;
  readonly challenge: Challenge;
  readonly code: string;
  readonly first?: number;
}

async function answered({ ledger }: Traffic, { ask }: Asking, { token, challenge, code, first }: Answer) {
  const request = (client: Client, key: string): Promise<Reply<Grant>> => client.answer(challenge, code, { key });
  const { reply, before } = await ask(token, request, first);
  noteAnswer(ledger, challenge.id, reply, before);
}

/** Answers challenge after challenge from a card. */
export function cardHolder(traffic: Traffic, { account, tokens: [token] }: LoadCustomer): Actor {
  let faulty = 0;
  const isTurn = (turn: number, each: number): boolean => turn % each === 0 && ++faulty <= mostFaulty;
  return actor(traffic, async (asking, turn) => {
    const challenge = await asked(traffic, asking, { account, token });
    const right = { token, challenge, code: cardCode(challenge) };
    noteCode(traffic.ledger, account, challenge.id);
    if (isTurn(turn, wrongEach)) await answered(traffic, asking, { ...right, code: wrongCode(right.code) });
    const times = isTurn(turn, doubledEach) ? [turn, turn + 1] : [turn];
    await Promise.all(times.map((first) => answered(traffic, asking, { ...right, first })));
  });
}

/** Gives the code of each step to two challenges at once, each of a session of its own and at a process of its own. */
export function phoneHolder(traffic: Traffic, phones: readonly Phone[]): Actor {
  return actor(traffic, async (asking) => {
    const phone = phones.find((each) => hasCode(each));
    if (phone === undefined) return wait(pause);
    const { account, tokens } = phone;
    phone.lastStep = stepAt(Date.now());
    const both = await Promise.all(tokens.map((token) => asked(traffic, asking, { account, token })));
    const now = Date.now();
    phone.lastStep = stepAt(now);
    noteCode(traffic.ledger, account, String(phone.lastStep));
    const code = codes.generate({ timestamp: now });
    await Promise.all(
      both.map((challenge, first) => answered(traffic, asking, { token: tokens[first] ?? '', challenge, code, first })),
    );
  });
}

/** Unlocks a device again and again, now and then by a wrong password. */
export function deviceOwner(traffic: Traffic, { keys, element, tokens: [token] }: DeviceOwner): Actor {
  const { device } = keys.enrolment;
  let guesses = 0;
  return actor(traffic, async ({ ask }, turn) => {
    const guess = await ask(token, (client, key) => deviceCalls(client).unlock(device, element, { key }));
    if (guess.reply.status !== 200) throw new Error(`No unlock: ${JSON.stringify(guess.reply.body)}`);
    const { id } = guess.reply.body;
    const isWrong = turn % wrongEach === 1 && ++guesses <= mostGuesses;
    if (!isWrong) {
      const { reply } = await ask(token, (client, key) =>
        deviceCalls(client).confirm(device, id, unlockMac(keys, id), { key }),
      );
      if (reply.status !== 200) throw new Error(`Not confirmed: ${JSON.stringify(reply.body)}`);
    }
    noteGuess(traffic.ledger, device, { wrong: isWrong ? 1 : 0, unsure: guess.before });
  });
}
