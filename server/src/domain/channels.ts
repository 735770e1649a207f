/** The channels of the broker: the usual ones, and what its configuration adds to them or says otherwise. */

import type { ChannelRules, Purpose } from '../../generated/contract.js';

export interface Channel extends ChannelRules {
  readonly id: string;
  /** Spellings that older data may hold; read, never written. */
  readonly aliases: readonly string[];
  /** Whose method applies: the base account's, or the derivatives account's beside it. */
  readonly account: 'base' | 'derivatives';
}

const web = { account: 'base', aliases: [], enrolls: false, makesCodes: false, synchronizes: false } as const;
const app = { ...web, enrolls: true, makesCodes: true } as const;
const derivatives = { ...web, account: 'derivatives', synchronizes: true } as const;

/** What the elements know too. */
export const usualChannels: readonly Channel[] = [
  { ...app, id: 'kb-mobile', name: 'KB-Mobile' },
  { ...app, id: 'm-able', name: 'M-able' },
  { ...web, id: 'kb-trade', name: 'KB-Trade' },
  { ...web, id: 'kb-able', name: 'KB-able' },
  { ...derivatives, id: 'kb-mobile-ds', name: 'KB-MobileDS', aliases: ['kb-moblie-ds'] },
  { ...derivatives, id: 'kb-trade-ds', name: 'KB-TradeDS' },
];

export function findChannel(channels: readonly Channel[], id: string): Channel | undefined {
  return channels.find((channel) => channel.id === id || channel.aliases.includes(id));
}

/** As customers know it; a channel that is not configured any more has only its id. */
export function channelName(channels: readonly Channel[], id: string): string {
  return findChannel(channels, id)?.name ?? id;
}

const takes: Readonly<Partial<Record<Purpose, keyof ChannelRules>>> = {
  enroll: 'enrolls',
  synchronize: 'synchronizes',
};

export function takesPurpose(channel: Channel, purpose: Purpose): boolean {
  const rule = takes[purpose];
  return rule === undefined || channel[rule] === true;
}

/** What an element has to be told: of a usual channel it knows the same. */
export function toldRules(channel: Channel): { readonly channelRules?: ChannelRules } {
  if (usualChannels.includes(channel)) return {};
  const { name, enrolls, makesCodes, synchronizes } = channel;
  return { channelRules: { name, enrolls, makesCodes, synchronizes } };
}
