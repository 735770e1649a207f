/** Reads a JSON body without trusting its size, its type or its text. */

import { accept, refuse, type Outcome } from '../domain/outcome.js';

export interface JsonBody {
  readonly text: string;
  readonly value: unknown;
}

const jsonType = /^application\/json\s*(;|$)/i;

/** @param limit bytes */
export async function readJson(request: Request, limit: number): Promise<Outcome<JsonBody>> {
  if (!jsonType.test(request.headers.get('content-type') ?? '')) return refuse('unsupported_media_type');
  const bytes = await readBytes(request, limit).catch(() => 'broken off' as const);
  if (bytes === 'broken off') return refuse('invalid_request', { detail: 'The body broke off.' });
  if (bytes === null) return refuse('payload_too_large', { detail: `The body may have ${limit} bytes.` });
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return accept({ text, value: JSON.parse(text) as unknown });
  } catch {
    return refuse('invalid_request', { detail: 'The body is not JSON.' });
  }
}

/** Whatever came where no body is asked for; null where it is too much. */
export async function readText(request: Request, limit: number): Promise<string | null> {
  const bytes = await readBytes(request, limit).catch(() => null);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** Null as soon as there are more bytes than the limit. */
async function readBytes(request: Request, limit: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return null;
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
