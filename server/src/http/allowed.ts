/** Which methods a path takes, by the routes themselves. */

import type { Hono } from 'hono';
import type { HttpEnv } from './context.js';

interface Template {
  readonly method: string;
  readonly path: RegExp;
}

/** @returns what tells a path's methods; none where nothing is */
export function allowedMethods(app: Hono<HttpEnv>): (path: string) => string[] {
  const templates = app.routes.flatMap(({ method, path }): Template[] => {
    // What stands before the routes takes every method, and is no route.
    if (method === 'ALL' || path.includes('*')) return [];
    return [{ method, path: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`) }];
  });
  return (path) => {
    const methods = templates.filter((template) => template.path.test(path)).map(({ method }) => method);
    return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].sort();
  };
}
