/**
 * All of a release but the publishing: what the package is made of (`dist/sbom.cdx.json`, CycloneDX 1.5), and whether
 * npm would take it. Run after `npm run build`. A release itself is `npm publish` in a CI that npm can attest
 * (`publishConfig`).
 */
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {run} from './package-host.mjs';
import {fail, root, textOf} from './tools.mjs';

/** @typedef {{version: string, integrity: string, license?: string, dependencies?: Record<string, string>}} Locked */

/** @type {{packages: Record<string, Locked>}} */
const {packages} = JSON.parse(textOf('package-lock.json') ?? '{}');
const {name, version, license, dependencies} = JSON.parse(textOf('package.json') ?? '{}');

/** Where a package finds another one: beside itself, or beside one of those around it. */
const placeOf = (wanted, from) => {
  const around = `${from}/node_modules/${wanted}`;
  if (around in packages) return around;
  const above = from.lastIndexOf('/node_modules/');
  return above < 0 ? `node_modules/${wanted}` : placeOf(wanted, from.slice(0, above));
};

/** What hosts install with the package, by its place. */
const reached = new Set();
const visit = (place) => {
  if (reached.has(place)) return;
  reached.add(place);
  for (const below of Object.keys(packages[place]?.dependencies ?? {})) visit(placeOf(below, place));
};
for (const direct of Object.keys(dependencies)) visit(`node_modules/${direct}`);

const nameAt = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
const purl = (called, at) => `pkg:npm/${called.replace('@', '%40')}@${at}`;

/** A component of CycloneDX; the hash is the lockfile's (base64), as hexadecimal digits. */
const componentAt = (place) => {
  const {version: at = '', integrity = '', license: under} = packages[place] ?? {};
  const [algorithm = '', hash = ''] = integrity.split('-');
  return {
    type: 'library',
    'bom-ref': purl(nameAt(place), at),
    name: nameAt(place),
    version: at,
    purl: purl(nameAt(place), at),
    hashes: [{alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(hash, 'base64').toString('hex')}],
    ...(under && {licenses: [{expression: under}]}),
  };
};

const components = [...reached].sort().map(componentAt);
const ours = {type: 'library', 'bom-ref': purl(name, version), name, version, licenses: [{expression: license}]};
const bill = {bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, metadata: {component: ours}, components};
writeFileSync(path.join(root, 'dist/sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
if (components.some(({licenses}) => !licenses)) fail('release: a part has no license');

run('npm', ['publish', '--dry-run', '--ignore-scripts', '--no-provenance'], root);
console.log(`release: ${components.length} parts listed; npm would publish`);
