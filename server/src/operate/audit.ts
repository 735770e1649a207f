/** What an operator does from a shell about the audit trail: keeps it elsewhere, and looks whether it is whole. */

import type { AuditEntries, AuditEntry, AuditPoint } from '../../generated/contract.js';
import { UsageError, type Command } from '../command-line.js';
import { beginning, createChainCheck, type ChainCheck } from '../domain/audit-chain.js';
import type { BackEnd } from './back-end.js';
import { linesOf } from './lines.js';

export interface AuditOptions {
  readonly after?: string;
  readonly head?: string;
}

export function auditCommands<Options>(
  backEndOf: (options: Options) => BackEnd,
  print: (text: string) => void,
): Readonly<Record<string, Command<Options & AuditOptions>>> {
  return {
    async 'audit export'(_rest, options) {
      const after = options.after ?? '0';
      if (!/^[0-9]+$/.test(after)) throw new UsageError('--after is the seq of an entry.');
      for await (const { entries } of pages(backEndOf(options), Number(after))) {
        for (const entry of entries) print(JSON.stringify(entry));
      }
      return true;
    },

    async 'audit verify'([file], options) {
      const noted = options.head === undefined ? [] : [pointOf(options.head)];
      const check = file === undefined ? await checkEndpoint(backEndOf(options), noted) : await checkFile(file, noted);
      const { faults, ...found } = check;
      for (const fault of faults) print(JSON.stringify(fault));
      print(JSON.stringify({ ...found, faults: faults.length }));
      return faults.length === 0;
    },
  };
}

async function* pages(backEnd: BackEnd, after: number): AsyncGenerator<AuditEntries> {
  for (let seq = after; ;) {
    const page = await backEnd.get<AuditEntries>(`/audit/entries?after=${seq}`);
    yield page;
    const last = page.entries.at(-1);
    if (last === undefined || last.seq >= page.head.seq) return;
    seq = last.seq;
  }
}

async function checkEndpoint(backEnd: BackEnd, noted: readonly AuditPoint[]) {
  let check: ChainCheck | undefined;
  let head: AuditPoint | undefined;
  for await (const page of pages(backEnd, 0)) {
    check ??= createChainCheck(page.base, noted);
    page.entries.forEach(check.add);
    ({ head } = page);
  }
  return (check ?? createChainCheck(beginning, noted)).end(head);
}

/** What was exported; where it does not begin with the first entry, what that follows is not known. */
async function checkFile(file: string, noted: readonly AuditPoint[]) {
  let check: ChainCheck | undefined;
  for await (const line of linesOf(file)) {
    if (line.trim() === '') continue;
    const entry = JSON.parse(line) as AuditEntry;
    check ??= createChainCheck(entry.seq === 1 ? beginning : null, noted);
    check.add(entry);
  }
  return (check ?? createChainCheck(beginning, noted)).end();
}

function pointOf(text: string): AuditPoint {
  const [, seq, hash = ''] = /^([0-9]+):([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
  if (seq === undefined) throw new UsageError('--head is SEQ:HASH, as verify or the log of the endpoint says it.');
  return { seq: Number(seq), hash };
}
