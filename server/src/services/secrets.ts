/** What an authenticator's codes are checked against, as it lies sealed in the database. */

import { randomBytes, scrypt, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import type { Authenticator } from '../domain/account.js';
import { matrixCellDigits, matrixCoordinates, type MatrixCells } from '../domain/matrix.js';
import type { Seal } from '../seal.js';

export interface SeedSecret {
  /** Base64. */
  readonly seed: string;
}

export interface CellsSecret {
  readonly cells: MatrixCells;
}

export interface PasswordSecret {
  readonly salt: string;
  readonly hash: string;
  /** Cost parameter N of scrypt (RFC 7914). */
  readonly cost: number;
}

export type AuthenticatorSecret = SeedSecret | CellsSecret | PasswordSecret;

const scryptCost = 2 ** 15;
const hashBytes = 32;
const scryptAsync = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

export const secretRow = (authenticatorId: string): string => `authenticators|${authenticatorId}|sealed_secret`;
export const targetRow = (authenticatorId: string): string => `authenticators|${authenticatorId}|sealed_target`;

/** The secret; for a decoy one that nobody knows. */
export function openSecret(seal: Seal, { id, kind, sealedSecret }: Authenticator): AuthenticatorSecret {
  if (sealedSecret === null) return unknownSecrets[kind]();
  return JSON.parse(seal.open(sealedSecret, secretRow(id))) as AuthenticatorSecret;
}

export async function hashPassword(password: string): Promise<PasswordSecret> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, scryptCost);
  return { salt: salt.toString('base64'), hash: hash.toString('base64'), cost: scryptCost };
}

export async function isPassword(password: string, secret: PasswordSecret): Promise<boolean> {
  const hash = await derive(password, Buffer.from(secret.salt, 'base64'), secret.cost);
  return hash.equals(Buffer.from(secret.hash, 'base64'));
}

function derive(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  const options = { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 };
  return scryptAsync(password.normalize('NFC'), salt, hashBytes, options);
}

const unknownSeed = (): SeedSecret => ({ seed: randomBytes(20).toString('base64') });
const none = (): AuthenticatorSecret => ({ cells: {} });

const unknownSecrets: Readonly<Record<Authenticator['kind'], () => AuthenticatorSecret>> = {
  'kb-otp': unknownSeed,
  token: unknownSeed,
  matrix: () => ({ cells: Object.fromEntries(matrixCoordinates.map((at) => [at, '-'.repeat(matrixCellDigits)])) }),
  password: () => ({ salt: unknownSeed().seed, hash: unknownSeed().seed, cost: scryptCost }),
  sms: none,
  email: none,
  voice: none,
  other: none,
};
