/** What a fault of an endpoint is, and what faults are made of. */

import type { TestEndpoint } from '../endpoint.js';

export type Fetch = (request: Request) => Promise<Response>;
export type Json = Readonly<Record<string, unknown>>;

/** One exchange with the endpoint that is not broken, for the fault to change. */
export interface Exchange {
  readonly on: TestEndpoint;
  readonly method: string;
  /** Below the base address. */
  readonly path: string;
  readonly body: Json;
  readonly headers: Headers;
  /** What faults keep from one exchange to the next. */
  readonly memory: Map<string, unknown>;
  /** Asks the endpoint, by the request as it came but for what is given. */
  pass(changed?: {
    readonly body?: Json;
    readonly headers?: Readonly<Record<string, string>>;
    path?: string;
  }): Promise<Response>;
  /** Whether another exchange of the kind had been asked before this one and is answered since. */
  overlaps(kind: string): boolean;
}

export type Fault = (exchange: Exchange) => Promise<Response>;

export const isJson = (response: Response): boolean => /json/.test(response.headers.get('content-type') ?? '');

export const bodyOf = async (response: Response): Promise<Json> =>
  isJson(response) ? ((await response.clone().json()) as Json) : {};

export const answered = (response: Response, body: Json, status = response.status): Response =>
  new Response(JSON.stringify(body), { status, headers: response.headers });

export const withHeaders = (response: Response, changes: Readonly<Record<string, string | null>>): Response => {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(changes)) value === null ? headers.delete(name) : headers.set(name, value);
  return new Response(response.body, { status: response.status, headers });
};

/** Changes the JSON of some answers. */
export const rewrites =
  (
    isMeant: (exchange: Exchange, response: Response, body: Json) => boolean,
    change: (body: Json, exchange: Exchange) => Json,
  ): Fault =>
  async (exchange) => {
    const response = await exchange.pass();
    const body = await bodyOf(response);
    return isMeant(exchange, response, body) ? answered(response, change(body, exchange)) : response;
  };

/** Changes what some requests ask. */
export const takes =
  (isMeant: (exchange: Exchange) => boolean, change: (exchange: Exchange) => Parameters<Exchange['pass']>[0]): Fault =>
  (exchange) =>
    exchange.pass(isMeant(exchange) ? change(exchange) : {});

export const isStatus = ({ method, path }: Exchange): boolean => method === 'GET' && path.endsWith('/authentication');
export const asksChallenge = ({ method, path }: Exchange): boolean => method === 'POST' && path === '/challenges';
export const isAnswer = ({ path }: Exchange): boolean => path.endsWith('/answer');
export const isRedemption = ({ path }: Exchange): boolean => path === '/grants/redemptions';
export const isMadeUp = ({ path }: Exchange): boolean => path.includes('/AAAAAAAA');

export const claimsOf = ({ headers }: Exchange): Json => {
  const [, claims = ''] = (headers.get('authorization') ?? '').split('.');
  return claims === '' ? {} : (JSON.parse(Buffer.from(claims, 'base64url').toString()) as Json);
};
export const isOther = (exchange: Exchange): boolean => claimsOf(exchange)['sub'] === 'another';

/** The customer's own session, as it was last seen. */
export const ownSession = ({ memory }: Exchange) => ({ authorization: String(memory.get('own session')) });

/** Which account a challenge is for. */
export const accountOf = ({ memory, path }: Exchange): string => String(memory.get(`account of ${path.split('/')[2]}`));

export const html = (response: Response, status: number): Response =>
  new Response('<h1>Error</h1>', { status, headers: withHeaders(response, { 'content-type': 'text/html' }).headers });

export interface Break {
  /** “An endpoint that …” */
  readonly variant: string;
  readonly check: string;
  readonly fault: Fault;
}
