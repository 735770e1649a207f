import type {AuthenticationStatus, ChannelRules} from './contract.js';

type StatusOfChannel = Pick<AuthenticationStatus, 'channel' | 'channelRules'>;

/** A channel that every broker's page may name, or one that its own configuration has. */
export type ChannelId =
  'kb-mobile' | 'm-able' | 'kb-trade' | 'kb-able' | 'kb-mobile-ds' | 'kb-trade-ds' | (string & Record<never, never>);

/** A channel of the broker and what KB-OTP may do there. */
export interface Channel extends ChannelRules {
  readonly id: string;
}

/** The channels that every endpoint has. Those that a broker adds are in its endpoint's answers. */
export const channels: readonly Channel[] = [
  row('kb-mobile', 'KB-Mobile', 'enrolls'),
  row('m-able', 'M-able', 'enrolls'),
  row('kb-trade', 'KB-Trade'),
  row('kb-able', 'KB-able'),
  row('kb-mobile-ds', 'KB-MobileDS', 'synchronizes'),
  row('kb-trade-ds', 'KB-TradeDS', 'synchronizes'),
];

/** Which of them there are beside the six, the endpoint knows. */
export const isChannelId = (id: string): boolean => /^[a-z][a-z0-9-]{0,31}$/.test(id);

export const findChannel = (id: string): Channel | undefined => channels.find((channel) => channel.id === id);

/** Of a channel that the broker has added only the endpoint's status knows them. */
export const rulesOf = ({channel, channelRules}: StatusOfChannel): ChannelRules | undefined =>
  findChannel(channel) ?? channelRules;

/** A device that registers makes codes; the derivatives account is synchronized on its own channels. */
function row(id: string, name: string, does?: 'enrolls' | 'synchronizes'): Channel {
  const enrolls = does === 'enrolls';
  return {id, name, enrolls, makesCodes: enrolls, synchronizes: does === 'synchronizes'};
}
