import {spawnSync} from 'node:child_process';
import {setTimeout as passed} from 'node:timers/promises';

/** Processes that are not just waiting to be reaped (`Z`), with the group that each belongs to. */
const livingProcesses = () => {
  const {stdout} = spawnSync('ps', ['-A', '-ww', '-o', 'pid=,pgid=,stat=,args='], {encoding: 'utf8'});
  return [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s+[^Z\s]\S*\s+(.*)$/gm)].map(([, id, group, args = '']) => ({
    id: Number(id),
    group: Number(group),
    args,
  }));
};

const endProcess = (id) => {
  try {
    process.kill(id, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
};

/**
 * Ends a browser with all of its processes, as an empty battery does. Resolves when none of them lives: a child that
 * outlives the browser still writes into the profile.
 * @param {string} profile its `--user-data-dir`
 * @throws {Error} where no process has that profile, or one still lives after `patience` milliseconds
 */
export const killBrowser = async (profile, patience = 20_000) => {
  const isOwn = ({args}) => args.includes(`--user-data-dir=${profile}`);
  const all = livingProcesses();
  const groups = new Set(all.filter(isOwn).map(({group}) => group));
  if (groups.size === 0) throw new Error(`No browser has the profile ${profile}.`);
  // Started without a group of its own, it has that of the tests, which are to go on.
  groups.delete(all.find(({id}) => id === process.pid)?.group ?? 0);
  const remaining = () => livingProcesses().filter((one) => groups.has(one.group) || isOwn(one));
  const deadline = Date.now() + patience;
  for (let left = remaining(); left.length > 0; left = remaining()) {
    if (Date.now() > deadline) throw new Error(`Still alive: ${left.map(({args}) => args).join('\n')}`);
    for (const {id} of left) endProcess(id);
    await passed(20);
  }
};
