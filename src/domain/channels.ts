/** A channel that every broker's page may name, or one that its own configuration has. */
export type ChannelId =
  'kb-mobile' | 'm-able' | 'kb-trade' | 'kb-able' | 'kb-mobile-ds' | 'kb-trade-ds' | (string & Record<never, never>);

/** A channel of the broker and what KB-OTP may do there. */
export interface Channel {
  readonly id: string;
  /** Brand name as customers know it; the same in every language. */
  readonly name: string;
  readonly kind: 'app' | 'web';
  readonly account: 'base' | 'derivatives';
  /** KB-OTP can be registered here; elsewhere the customer is guided to a channel where it can. */
  readonly enrolls: boolean;
  /** The device makes KB-OTP codes inside this channel. */
  readonly makesCodes: boolean;
  /** The derivatives account is synchronized here. */
  readonly synchronizes: boolean;
}

/** Every channel that KB-OTP knows. A further channel is one more row. */
export const channels: readonly Channel[] = [
  row('kb-mobile', 'KB-Mobile', 'app', 'base', {enrolls: true, makesCodes: true}),
  row('m-able', 'M-able', 'app', 'base', {enrolls: true, makesCodes: true}),
  row('kb-trade', 'KB-Trade', 'web', 'base'),
  row('kb-able', 'KB-able', 'web', 'base'),
  row('kb-mobile-ds', 'KB-MobileDS', 'app', 'derivatives', {synchronizes: true}),
  row('kb-trade-ds', 'KB-TradeDS', 'web', 'derivatives', {synchronizes: true}),
];

export const findChannel = (id: string): Channel | undefined => channels.find((channel) => channel.id === id);

function row(
  id: string,
  name: string,
  kind: Channel['kind'],
  account: Channel['account'],
  can: Partial<Pick<Channel, 'enrolls' | 'makesCodes' | 'synchronizes'>> = {},
): Channel {
  return {id, name, kind, account, enrolls: false, makesCodes: false, synchronizes: false, ...can};
}
