/** Names that stand in a path. */

import type { HttpContext, HttpDeps } from './context.js';

/** A name of another form is that of nothing; it never reaches the database, which may not bear it. */
export function nameOf(
  c: HttpContext,
  { contract }: HttpDeps,
  schema: 'OpaqueId' | 'AccountId' | 'CustomerId',
  parameter: string,
): string {
  const name = contract.validate(schema, c.req.param(parameter));
  return name.ok ? name.value : '';
}
