/** The channels of the broker. A further channel is one more row. */

import type { Purpose } from '../../generated/contract.js';

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** Spellings that older data may hold; read, never written. */
  readonly aliases: readonly string[];
  /** Whose method applies: the base account's, or the derivatives account's beside it. */
  readonly account: 'base' | 'derivatives';
  /** Its pages open the list of the device that they stand on. */
  readonly makesCodes: boolean;
  /** Purposes that this channel does not take. */
  readonly without: readonly Purpose[];
}

const app = { account: 'base', aliases: [], makesCodes: true, without: ['synchronize'] } as const;
const web = { account: 'base', aliases: [], makesCodes: false, without: ['enroll', 'synchronize'] } as const;
const derivatives = { account: 'derivatives', aliases: [], makesCodes: false, without: ['enroll'] } as const;

export const channels: readonly Channel[] = [
  { ...app, id: 'kb-mobile', name: 'KB-Mobile' },
  { ...app, id: 'm-able', name: 'M-able' },
  { ...web, id: 'kb-trade', name: 'KB-Trade' },
  { ...web, id: 'kb-able', name: 'KB-able' },
  { ...derivatives, id: 'kb-mobile-ds', name: 'KB-MobileDS', aliases: ['kb-moblie-ds'] },
  { ...derivatives, id: 'kb-trade-ds', name: 'KB-TradeDS' },
];

export function findChannel(id: string): Channel | undefined {
  return channels.find((channel) => channel.id === id || channel.aliases.includes(id));
}

export function takesPurpose(channel: Channel, purpose: Purpose): boolean {
  return !channel.without.includes(purpose);
}
