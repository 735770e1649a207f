/**
 * Makes the TypeScript types of both sides from the contract (`server/openapi.yaml`).
 * `--check` writes nothing and fails if they have drifted.
 */
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {bin, runNode, temporaryFolder, writeOrCheck} from './tools.mjs';

const contract = 'server/openapi.yaml';
/** Types alone, beside the contract: the sources, the package and the endpoint reach it by one relative path each. */
const target = 'server/generated/contract.d.ts';

const generate = () =>
  temporaryFolder((folder) => {
    const file = path.join(folder, 'contract.ts');
    const style = ['--root-types', '--root-types-no-schema-prefix', '--immutable'];
    runNode(bin.openapiTypescript, [contract, '-o', file, ...style], {quiet: true});
    return readFileSync(file, 'utf8');
  });

const types = generate();
writeOrCheck(
  {[target]: types},
  {
    name: 'contract',
    because: `${contract} says otherwise`,
    repair: 'npm run contract',
  },
);
