import {isApproval} from '../../domain/approval-answers.js';
import type {Approval} from '../../domain/contract.js';
import {addressOf, sessionToken, type HttpEndpointOptions} from './http.js';

/** How a stream ended: it had told something or its connection was lost, or it is none that this page can use. */
export type StreamEnd = 'cut' | 'refused';

export type Stream = (
  challenge: string,
  options: {readonly signal: AbortSignal; readonly onApproval: (approval: Approval) => void},
) => Promise<StreamEnd>;

/**
 * Milliseconds. The first line comes at once, unless something on the way holds it back; then comes a comment every 15
 * seconds, unless the connection is dead and nobody has said so.
 */
const FIRST_LINE = 5_000;
const SILENCE = 40_000;

/** Characters; an event of the contract has far fewer. */
const LONGEST_EVENT = 64 * 1024;

/**
 * Server-sent events by `fetch`: an `EventSource` sends no session token and never says why it was refused. Never
 * throws.
 */
export const approvalStream =
  (options: HttpEndpointOptions): Stream =>
  async (challenge, {signal: outer, onApproval}) => {
    const call = new AbortController();
    const giveUp = () => call.abort();
    const {signal} = call;
    if (outer.aborted) return 'cut';
    outer.addEventListener('abort', giveUp);
    const watchdog = dog(giveUp);
    let [end, lost]: [StreamEnd, StreamEnd] = ['refused', 'refused'];
    try {
      watchdog.wait(options.timeout);
      const token = await sessionToken(options, false, signal);
      lost = 'cut';
      const response = await fetch(addressOf(options, {path: `challenges/${challenge}/approval/events`}), {
        headers: {Accept: 'text/event-stream', ...(token && {Authorization: `Bearer ${token}`})},
        credentials: options.credentials,
        signal,
        redirect: 'error',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      });
      if (response.status !== 200 || !isStream(response) || !response.body) return 'refused';
      watchdog.wait(FIRST_LINE);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const read = eventReader((data) => {
        const approval = parse(data);
        if (!approval) return void (end = 'refused');
        end = 'cut';
        options.onServerTime?.(approval.serverTime);
        onApproval(approval);
      });
      for (;;) {
        const {done, value} = await reader.read();
        if (done) return end;
        watchdog.wait(SILENCE);
        if (!read(value)) return 'refused';
      }
    } catch {
      // Given up by the watchdog: something on the way holds back what comes.
      return signal.aborted ? end : lost;
    } finally {
      watchdog.stop();
      outer.removeEventListener('abort', giveUp);
      giveUp();
    }
  };

const isStream = ({headers}: Response) => /^text\/event-stream\b/i.test(headers.get('Content-Type') ?? '');

function dog(bite: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  const wait = (milliseconds: number) => {
    stop();
    timer = setTimeout(bite, milliseconds);
  };
  return {wait, stop};
}

function parse(data: string): Approval | null {
  try {
    const value: unknown = JSON.parse(data);
    return isApproval(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * Reads pieces of a stream (HTML, 9.2.6), wherever they were cut, and hands over the data of each event.
 * @returns of each piece, whether the stream can still be one of the contract
 */
function eventReader(onData: (data: string) => void): (piece: string) => boolean {
  let [rest, data] = ['', ''];
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) data += line.slice(5).trimStart();
      if (line !== '' || data === '') continue;
      onData(data);
      data = '';
    }
    return rest.length + data.length < LONGEST_EVENT;
  };
}
