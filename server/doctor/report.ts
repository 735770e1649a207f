import type { Finding } from './examine.js';

const marks = { ok: 'ok    ', advice: 'advice', fault: 'FAULT ' } as const;

export function adviceOf(findings: readonly Finding[]): string {
  const lines = findings.map(({ area, verdict, says, mend }) => {
    const line = `${marks[verdict]}  ${area.padEnd(8)}  ${says}`;
    return mend === undefined ? line : `${line}\n${' '.repeat(18)}${mend}`;
  });
  const count = (verdict: Finding['verdict']) => findings.filter((finding) => finding.verdict === verdict).length;
  return `${lines.join('\n')}\n\n${count('fault')} faults, ${count('advice')} pieces of advice.`;
}
