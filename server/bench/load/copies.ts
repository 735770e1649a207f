/** Copies of a database, each as it was. */

import pg from 'pg';

export interface Copies {
  /** @returns its address */
  make(name: string): Promise<string>;
  drop(name: string): Promise<void>;
}

/** @param url of a database of the same server, with the right to make others */
export function copiesOf(url: string, template: string): Copies {
  return {
    async make(name) {
      await administer(url, `create database ${name} template ${template}`);
      return addressOf(url, name);
    },
    drop: (name) => administer(url, `drop database ${name} with (force)`),
  };
}

export function addressOf(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

export async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
