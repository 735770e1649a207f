/**
 * All of a release but the publishing: what the package is made of (`dist/sbom.cdx.json`, CycloneDX), and whether npm
 * would take it. Run after `npm run build`. A release itself is `npm publish` in a CI that npm can attest
 * (`publishConfig`).
 */
import path from 'node:path';
import {run} from './package-host.mjs';
import {fail, root, runNode, textOf} from './tools.mjs';

const parts = 'dist/sbom.cdx.json';
const cyclonedx = path.join(root, 'node_modules/@cyclonedx/cyclonedx-npm/bin/cyclonedx-npm-cli.js');
const hosts = ['dev', 'optional', 'peer'].flatMap((type) => ['--omit', type]);
runNode(cyclonedx, [...hosts, '--no-workspaces', '--output-reproducible', '--validate', '--output-file', parts]);

const nameOf = ({group, name}) => (group ? `${group}/${name}` : name);
const listed = JSON.parse(textOf(parts) ?? '{"components": []}').components.map(nameOf);
const {dependencies} = JSON.parse(textOf('package.json') ?? '{}');
const missing = Object.keys(dependencies).filter((name) => !listed.includes(name));
if (missing.length > 0) fail(`release: ${parts} lacks ${missing.join(', ')}`);

run('npm', ['publish', '--dry-run', '--ignore-scripts', '--no-provenance'], root);
console.log(`release: ${listed.length} parts listed; npm would publish`);
