/** Who acts from a shell, and why: the trail has both. */

import { UsageError } from '../command-line.js';

export interface AgentOptions {
  readonly agent?: string;
  readonly reason?: string;
}

export function agentOf({ agent = '' }: AgentOptions): string {
  if (agent === '') throw new UsageError('--agent is missing: who are you?');
  return agent;
}

export function whoAndWhy(options: AgentOptions): { readonly actor: string; readonly reason: string } {
  const { reason = '' } = options;
  const actor = agentOf(options);
  if (reason === '') throw new UsageError('--reason is missing.');
  return { actor, reason };
}
