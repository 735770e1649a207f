/** For `node --import`: as if what exports traces had not been installed. */
import { register } from 'node:module';

const hooks = `export async function resolve(specifier, context, next) {
  if (!/^@opentelemetry\\/(?!api$)/.test(specifier)) return next(specifier, context);
  throw Object.assign(new Error('not installed'), { code: 'ERR_MODULE_NOT_FOUND' });
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
