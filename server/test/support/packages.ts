/** Programs that tests need, from Debian packages. */

import { spawnSync } from 'node:child_process';

/** Installs a package where that is possible (as root, with apt); whether it worked, the caller sees for himself. */
export function installPackage(name: string): void {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return;
  process.stderr.write(`Installing ${name} for the tests (apt-get install ${name}).\n`);
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  const lock = ['-o', 'DPkg::Lock::Timeout=300'];
  spawnSync('apt-get', [...lock, 'update'], options);
  spawnSync('apt-get', [...lock, 'install', '-y', '--no-install-recommends', name], options);
}
