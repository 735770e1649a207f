/** What a page's Content Security Policy (CSP, level 3) lets it do, as far as the elements need it. */

export type Policy = ReadonlyMap<string, readonly string[]>;

/** Of headers and `<meta>` elements; a page may have several, and each of them has to allow. */
export function policiesOf(headers: Headers, html: string): readonly Policy[] {
  const metas = [...html.matchAll(/<meta\b[^>]*http-equiv=["']?content-security-policy["']?[^>]*>/gi)];
  const inMeta = metas.flatMap(([tag]) => /\bcontent=(?:"([^"]*)"|'([^']*)')/i.exec(tag)?.slice(1) ?? []);
  // Several header lines arrive as one, separated by commas.
  const texts = [...(headers.get('content-security-policy') ?? '').split(','), ...inMeta];
  return texts.filter((text) => text?.trim()).map((text) => parsed(text));
}

function parsed(text: string): Policy {
  const directives = new Map<string, readonly string[]>();
  for (const directive of text.split(';')) {
    const [name, ...sources] = directive.trim().split(/\s+/);
    if (name && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
  }
  return directives;
}

/** The sources of a directive, or of what stands in for it; undefined where everything is allowed. */
export const sourcesOf = (policy: Policy, directive: string): readonly string[] | undefined =>
  policy.get(directive) ?? policy.get('default-src');

/** @param self the page's address */
export function allows(sources: readonly string[] | undefined, target: URL, self: URL): boolean {
  return sources === undefined || sources.some((source) => matches(source.toLowerCase(), target, self));
}

function matches(source: string, target: URL, self: URL): boolean {
  if (source === "'self'") return target.origin === self.origin;
  if (source === '*') return /^https?:$/.test(target.protocol);
  if (/^[a-z][a-z0-9+.-]*:$/.test(source)) return target.protocol === source;
  const parts = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[a-z0-9.-]+)(?::(\d+|\*))?(\/.*)?$/.exec(source);
  if (parts === null) return false;
  const [, scheme = self.protocol.slice(0, -1), host = '', port, path = ''] = parts;
  const sameScheme = target.protocol === `${scheme}:` || (scheme === 'http' && target.protocol === 'https:');
  return (
    sameScheme && hostMatches(host, target.hostname) && portMatches(port, target) && pathMatches(path, target.pathname)
  );
}

const hostMatches = (host: string, name: string): boolean =>
  host === '*' || (host.startsWith('*.') ? name.endsWith(host.slice(1)) : name === host);

const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

const portMatches = (port: string | undefined, { port: own, protocol }: URL): boolean =>
  port === '*' || (port ?? defaultPorts[protocol]) === (own || defaultPorts[protocol]);

const pathMatches = (path: string, own: string): boolean =>
  path === '' || path === '/' || (path.endsWith('/') ? own.startsWith(path) : own === path);
