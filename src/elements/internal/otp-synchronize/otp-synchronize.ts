import type {Grant} from '../../../domain/contract.js';
import {OtpSynchronizedEvent} from '../../../events.js';
import {initialSynchronizeState, synchronize} from '../../../flows/synchronize.js';
import type {SynchronizeEvent} from '../../../flows/synchronize-state.js';
import {Speaker} from '../../../i18n/language.js';
import {cardStyles} from '../../../styles/card.js';
import {nestedStyles} from '../../../styles/nested.js';
import {noticeStyles} from '../../../styles/notice.js';
import {tokens} from '../../../styles/tokens.js';
import {connectMethodsEndpoint} from '../../../wiring/methods.js';
import {FlowElement} from '../flow-element.js';
import {proofIn} from '../proof.js';
import type {View} from '../screen.js';
import {synchronizeCalls} from './calls.js';
import {synchronizeScreens, type SynchronizeSchema, type SynchronizeView} from './screens.js';
import {synchronizeTexts, type SynchronizeTexts} from './texts.js';

/**
 * The synchronize view of `<otp-enroll>` in the derivatives channels: what it does, the proof by the method that the
 * derivatives trading account has, done. Whoever declines trades on as before.
 * @internal
 */
export class OtpSynchronize extends FlowElement<SynchronizeSchema> {
  static override styles = [tokens, cardStyles, nestedStyles, noticeStyles];

  protected override readonly screens = synchronizeScreens;
  protected override readonly localizer = new Speaker(synchronizeTexts);
  protected override readonly flow = this.run({
    initial: initialSynchronizeState,
    reduce: synchronize,
    calls: synchronizeCalls(
      () => this.connectEndpoint(),
      () => connectMethodsEndpoint(this.askedEndpoint, this.connection()),
    ),
    acts: {'tell-synchronized': ({account}) => void this.dispatchEvent(new OtpSynchronizedEvent(account))},
    start: () => {
      const [account] = this.accounts;
      return account === undefined ? null : {type: 'start', request: {account, channel: this.channel}};
    },
  });

  protected override get cardName(): string {
    return this.say.synchronizeTitle();
  }

  protected override retry(): void {
    this.flow.send({type: 'retry'});
  }

  protected override view(shared: View<SynchronizeTexts, SynchronizeEvent>): SynchronizeView {
    const {send} = shared;
    const on = {proved: (grant: Grant) => send({type: 'proved', grant}), left: () => send({type: 'back'})};
    return {...shared, proof: (account) => proofIn(this, this.screenFocus, {purpose: 'synchronize', account}, on)};
  }
}
