/**
 * Which device asks. A proof that does not hold proves nothing, and refuses nothing either: where a device must prove
 * itself the service says so, and elsewhere whoever lost its key is a session like any other.
 */

import type { MiddlewareHandler } from 'hono';
import { readDeviceProof } from '../../device-proof.js';
import type { HttpContext, HttpEnv, HttpDeps } from '../context.js';

export const deviceHeader = 'Device-Proof';
const base = '/v1';

/** For what has no body; a POST is looked at once its body is read (`command.ts`). */
export function knowDevice(http: HttpDeps): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (c.req.method !== 'POST') await proveDevice(http, c, null, '');
    return next();
  };
}

/** Puts into the session which device it is that asks, if it proves so. */
export async function proveDevice(
  { deps, deviceKeys }: HttpDeps,
  c: HttpContext,
  idempotencyKey: string | null,
  text: string,
): Promise<void> {
  const proof = c.req.header(deviceHeader);
  const session = c.get('session');
  if (proof === undefined) return;
  const request = { method: c.req.method, path: c.req.path.slice(base.length), idempotencyKey, text };
  const findKey = (device: string) => deviceKeys.find(device, session.customer);
  const read = await readDeviceProof(proof, findKey, request, deps.store.estimatedNow());
  c.set('session', 'device' in read ? { ...session, device: read.device } : { ...session, deviceFault: read.fault });
}
