/** The six channels as the demo shows them. A further channel is a row here, a page and a token preset. */

export type ChannelId = 'kb-trade' | 'kb-trade-ds' | 'kb-able' | 'm-able' | 'kb-mobile' | 'kb-mobile-ds';

/** A screen of an app, or of a web page's KB-OTP section. */
export type ViewId = 'home' | 'login' | 'order' | 'enroll' | 'synchronize' | 'list' | 'cancel';

export interface ChannelPage {
  readonly id: ChannelId;
  /** Brand name; the same in every language. */
  readonly name: string;
  /** Of the page that can be opened by itself. */
  readonly path: string;
  /** Where the main page shows it. */
  readonly place: 'desk' | 'phone';
  readonly market: 'shares' | 'derivatives';
  /** What a customer can do about KB-OTP here, beside verifying. */
  readonly services: readonly ViewId[];
}

export const channels: readonly ChannelPage[] = [
  row('kb-trade', 'KB-Trade', 'desk', 'shares', ['enroll', 'cancel']),
  row('kb-trade-ds', 'KB-TradeDS', 'desk', 'derivatives', ['synchronize', 'cancel']),
  row('kb-able', 'KB-able', 'desk', 'shares', ['enroll', 'cancel']),
  row('m-able', 'M-able', 'phone', 'shares', ['enroll', 'list', 'cancel']),
  row('kb-mobile', 'KB-Mobile', 'phone', 'shares', ['enroll', 'list', 'cancel']),
  row('kb-mobile-ds', 'KB-MobileDS', 'phone', 'derivatives', ['synchronize', 'cancel']),
];

export function channelOf(id: string | undefined): ChannelPage {
  const channel = channels.find((candidate) => candidate.id === id);
  if (!channel) throw new Error(`There is no channel ${id}.`);
  return channel;
}

/** The channel of this document, which its HTML names. */
export const thisChannel = (): ChannelPage => channelOf(document.documentElement.dataset['channel']);

function row(
  id: ChannelId,
  name: string,
  place: ChannelPage['place'],
  market: ChannelPage['market'],
  services: readonly ViewId[],
): ChannelPage {
  return {id, name, path: `/${place === 'desk' ? 'web' : 'apps'}/${id}.html`, place, market, services};
}
