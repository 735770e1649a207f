/** Node's requests and responses as the web's, so that everything behind is a function from `Request` to `Response`. */

import type {IncomingMessage, ServerResponse} from 'node:http';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import type {ReadableStream} from 'node:stream/web';

/** @param origin of the server, such as `http://localhost:4173` */
export function toRequest(incoming: IncomingMessage, origin: string): Request {
  const {method = 'GET', url = '/'} = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(new URL(url, origin), {
    method,
    headers: headersOf(incoming),
    ...(hasBody && {body: Readable.toWeb(incoming) as globalThis.ReadableStream, duplex: 'half'}),
  });
}

function headersOf({headersDistinct}: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  return headers;
}

export async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
  if (response.body === null) return void outgoing.end();
  await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing);
}
