/**
 * Makes the TypeScript types of both sides from the contract (`server/openapi.yaml`), and the JSON that the endpoint
 * checks requests by: to read that takes a twentieth of what the YAML takes, each time an endpoint starts.
 * `--check` writes nothing and fails if they have drifted.
 */
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {parse} from 'yaml';
import {bin, runNode, temporaryFolder, writeOrCheck} from './tools.mjs';

const contract = 'server/openapi.yaml';
/** Types alone, beside the contract: the sources, the package and the endpoint reach it by one relative path each. */
const types = 'server/generated/contract.d.ts';

const generate = () =>
  temporaryFolder((folder) => {
    const file = path.join(folder, 'contract.ts');
    const style = ['--root-types', '--root-types-no-schema-prefix', '--immutable'];
    runNode(bin.openapiTypescript, [contract, '-o', file, ...style], {quiet: true});
    return readFileSync(file, 'utf8');
  });

const asJson = () => `${JSON.stringify(parse(readFileSync(contract, 'utf8')))}\n`;

writeOrCheck(
  {[types]: generate(), 'server/generated/contract.json': asJson()},
  {
    name: 'contract',
    because: `${contract} says otherwise`,
    repair: 'npm run contract',
  },
);
