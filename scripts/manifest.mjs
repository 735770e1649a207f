/** Writes `dist/custom-elements.json`: for editors, for Storybook's controls and for the docs' tables. */
import {bin, runNode} from './tools.mjs';

export const writeManifest = () =>
  runNode(bin.cem, ['analyze', '--config', 'scripts/custom-elements-manifest.config.mjs'], {quiet: true});

if (import.meta.filename === process.argv[1]) writeManifest();
