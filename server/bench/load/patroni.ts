/**
 * A PostgreSQL that fails over, on this machine alone: etcd, two nodes under Patroni, HAProxy that leads to whichever
 * is the primary, and PgBouncer before it, which lends connections by the transaction.
 */

import { spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { findPrograms } from '../../test/support/postgres.js';
import { kill, openDaemons, quietPorts, until, type Daemons } from './daemons.js';

export interface PatroniCluster {
  /** Through PgBouncer. */
  readonly pooledUrl: string;
  /** Past it: a connection is one session. */
  readonly sessionUrl: string;
  /** The primary's PostgreSQL and its Patroni end as by a power cut. */
  killPrimary(): Promise<void>;
  restartPooler(): Promise<void>;
  stop(): Promise<void>;
}

const packages = 'patroni etcd-server haproxy pgbouncer';
const sharedMemory = '/dev/shm';
const host = '127.0.0.1';
const [superuser, user] = ['postgres', 'kb_otp'];

interface Node {
  readonly name: string;
  readonly port: number;
  /** Where its Patroni says what it is. */
  readonly rest: number;
}

/** @throws with one line that says what to install */
export async function startPatroni(): Promise<PatroniCluster> {
  const programs = findPrograms();
  const hasAll = ['patroni', 'etcd', 'haproxy', 'pgbouncer'].every((program) => isInstalled(program));
  if (programs === null || !hasAll) throw new Error(`Install the packages postgresql ${packages} first.`);
  if (!isSharedMemoryOpen()) throw new Error('Patroni needs a /dev/shm that every user may write to (mode 1777).');
  const daemons = openDaemons();
  try {
    return await start(daemons, programs);
  } catch (error) {
    await daemons.stop();
    throw error;
  }
}

function isInstalled(program: string): boolean {
  const { PATH = '' } = process.env;
  return spawnSync('which', [program], { env: { PATH: `${PATH}:/usr/sbin` } }).status === 0;
}

/** Its semaphores are there, and without them no standby takes over. */
function isSharedMemoryOpen(): boolean {
  return existsSync(sharedMemory) && (statSync(sharedMemory).mode & 0o002) !== 0;
}

async function start(daemons: Daemons, programs: string): Promise<PatroniCluster> {
  const [etcd = 0, peer = 0, balancer = 0, pooler = 0, ...rest] = await quietPorts(8);
  const nodes: readonly Node[] = [1, 2].map((number, index) => {
    return { name: `node${number}`, port: rest[2 * index] ?? 0, rest: rest[2 * index + 1] ?? 0 };
  });
  startEtcd(daemons, etcd, peer);
  await until('etcd', async () => (await fetch(`http://${host}:${etcd}/health`)).ok);
  const patronis = nodes.map((node) => startNode(daemons, node, { etcd, programs }));
  daemons.start('haproxy', 'haproxy', ['-db', '-f', daemons.write('haproxy.cfg', balancerSettings(balancer, nodes))]);
  const poolerFile = daemons.write('pgbouncer.ini', poolerSettings(daemons, pooler, balancer));
  const startPooler = () => daemons.start('pgbouncer', 'pgbouncer', [poolerFile]);
  let bouncer = startPooler();

  const urlOf = (port: number, name: string) => `postgres://${name}@${host}:${port}/${name}`;
  await until('primary', () => reaches(urlOf(balancer, superuser)));
  await query(urlOf(balancer, superuser), `create role ${user} login createdb`);
  await query(urlOf(balancer, superuser), `create database ${user} owner ${user}`);
  await until('standby', async () => (await Promise.all(nodes.map((node) => is(node, 'synchronous')))).includes(true));
  await until('pooler', () => reaches(urlOf(pooler, user)));
  return {
    pooledUrl: urlOf(pooler, user),
    sessionUrl: urlOf(balancer, user),
    async killPrimary() {
      const roles = await Promise.all(nodes.map((node) => is(node, 'primary')));
      const index = roles.indexOf(true);
      const [node, patroni] = [nodes[index], patronis[index]];
      if (node === undefined || patroni === undefined) throw new Error('There is no primary.');
      await killNode(daemons, node, patroni);
    },
    async restartPooler() {
      await kill(bouncer);
      bouncer = startPooler();
    },
    async stop() {
      for (const [index, node] of nodes.entries()) {
        const patroni = patronis[index];
        if (patroni !== undefined) await killNode(daemons, node, patroni);
      }
      await daemons.stop();
    },
  };
}

function startEtcd(daemons: Daemons, port: number, peer: number): void {
  const [client, own] = [`http://${host}:${port}`, `http://${host}:${peer}`];
  const settings = {
    ...{ name: 'load', 'data-dir': join(daemons.folder, 'etcd'), logger: 'zap' },
    ...{ 'listen-client-urls': client, 'advertise-client-urls': client },
    ...{ 'listen-peer-urls': own, 'initial-advertise-peer-urls': own, 'initial-cluster': `load=${own}` },
  };
  const parameters = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  daemons.start('etcd', 'etcd', parameters);
}

interface Surroundings {
  readonly etcd: number;
  readonly programs: string;
}

/**
 * A dead primary is noticed in `ttl` seconds. Only a standby that has every acknowledged commit takes over
 * (`synchronous_mode`). Processes are killed here, and no machine, so nothing waits for a disk. JSON is YAML.
 */
function startNode(daemons: Daemons, { name, port, rest }: Node, { etcd, programs }: Surroundings): ChildProcess {
  const login = (username: string) => ({ username, password: username });
  const trusted = ['local all all trust', 'host all all 127.0.0.1/32 trust', 'host replication all 127.0.0.1/32 trust'];
  const settings = {
    ...{ scope: 'load', name, etcd3: { host: `${host}:${etcd}` }, watchdog: { mode: 'off' } },
    restapi: { listen: `${host}:${rest}`, connect_address: `${host}:${rest}` },
    bootstrap: {
      dcs: { ttl: 5, loop_wait: 1, retry_timeout: 2, synchronous_mode: true, postgresql: { use_slots: true } },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums', 'no-sync'],
    },
    postgresql: {
      ...{ listen: `${host}:${port}`, connect_address: `${host}:${port}`, use_unix_socket: true },
      ...{ data_dir: dataOf(daemons, name), bin_dir: programs, pgpass: join(daemons.folder, `${name}.pgpass`) },
      authentication: { superuser: login(superuser), replication: login('replicator') },
      parameters: {
        ...{ unix_socket_directories: daemons.folder, shared_buffers: '32MB', max_connections: 100 },
        ...{ fsync: 'off', dynamic_shared_memory_type: 'mmap' },
      },
      pg_hba: trusted,
    },
  };
  return daemons.start(name, 'patroni', [daemons.write(`${name}.yml`, [JSON.stringify(settings, null, 2)])]);
}

const dataOf = (daemons: Daemons, name: string): string => join(daemons.folder, `${name}-data`);

function balancerSettings(port: number, nodes: readonly Node[]): string[] {
  return [
    ...[
      'global',
      'maxconn 500',
      'defaults',
      'mode tcp',
      'timeout connect 1s',
      'timeout client 1h',
      'timeout server 1h',
    ],
    ...['listen primary', `bind ${host}:${port}`, 'option httpchk OPTIONS /primary', 'http-check expect status 200'],
    'default-server check inter 250ms fall 2 rise 1 on-marked-down shutdown-sessions',
    ...nodes.map((node) => `server ${node.name} ${host}:${node.port} port ${node.rest}`),
  ];
}

/** What pg sets for a whole session is dropped: the pooler has none to set it for. */
const ignored = 'extra_float_digits,statement_timeout,idle_in_transaction_session_timeout';

function poolerSettings(daemons: Daemons, port: number, balancer: number): string[] {
  const users = daemons.write('users', [`"${user}" ""`]);
  return [
    ...['[databases]', `* = host=${host} port=${balancer}`, '[pgbouncer]', `listen_addr = ${host}`],
    ...[`listen_port = ${port}`, 'unix_socket_dir =', 'auth_type = trust', `auth_file = ${users}`],
    ...['pool_mode = transaction', 'default_pool_size = 20', 'max_client_conn = 400'],
    ...['server_connect_timeout = 2', 'server_login_retry = 0.3', `ignore_startup_parameters = ${ignored}`],
  ];
}

async function is({ rest }: Node, role: 'primary' | 'synchronous'): Promise<boolean> {
  return fetch(`http://${host}:${rest}/${role}`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000, query_timeout: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end().catch(() => undefined);
  }
}

const reaches = (url: string): Promise<boolean> => query(url, 'select 1').then(() => true);

/** Patroni first, or it would start the server again; and its children, which could go on and answer without it. */
async function killNode(daemons: Daemons, { name }: Node, patroni: ChildProcess): Promise<void> {
  await kill(patroni);
  const [postmaster = '', , , , , , memory = ''] = postmasterFile(dataOf(daemons, name));
  if (postmaster === '') return;
  const children = spawnSync('ps', ['-o', 'pid=', '--ppid', postmaster], { encoding: 'utf8' }).stdout.split(/\s+/);
  for (const pid of [postmaster, ...children].filter((each) => each !== '')) endProcess(Number(pid));
  // What a postmaster shares with its children outlives one that is killed.
  const [, segment = ''] = memory.trim().split(/\s+/);
  if (segment !== '') spawnSync('ipcrm', ['-m', segment]);
}

function postmasterFile(data: string): string[] {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
