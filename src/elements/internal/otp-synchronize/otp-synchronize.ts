import type {Grant} from '../../../domain/contract.js';
import {OtpSynchronizedEvent} from '../../../events.js';
import {initialSynchronizeState, synchronize} from '../../../flows/synchronize.js';
import {synchronizeSheets} from '../../../styles/method-sheets.js';
import {connectMethodsEndpoint} from '../../../wiring/methods.js';
import {FlowElement} from '../flow-element.js';
import {proofIn} from '../proof.js';
import {synchronizeCalls} from './calls.js';
import {synchronizeScreens, type SynchronizeSchema, type SynchronizeShared, type SynchronizeView} from './screens.js';
import {synchronizeTexts} from './texts.js';

/**
 * The synchronize view of `<otp-enroll>` in the derivatives channels: what it does, the proof by the method that the
 * derivatives trading account has, done. Whoever declines trades on as before.
 * @internal
 */
export class OtpSynchronize extends FlowElement<SynchronizeSchema> {
  static override styles = synchronizeSheets;

  protected override readonly flow = this.run({
    initial: initialSynchronizeState,
    reduce: synchronize,
    texts: synchronizeTexts,
    screens: synchronizeScreens,
    title: (say) => say.synchronizeTitle(),
    retry: {type: 'retry'},
    calls: synchronizeCalls(
      () => this.connectEndpoint(),
      () => connectMethodsEndpoint(this.askedEndpoint, this.connection()),
    ),
    acts: {'emit-synchronized': ({account}) => void this.dispatchEvent(new OtpSynchronizedEvent(account))},
    start: () => {
      const [account] = this.accounts;
      return account === undefined ? null : {type: 'start', request: {account, channel: this.channel}};
    },
  });

  protected override view(shared: SynchronizeShared): SynchronizeView {
    const {send} = shared;
    const on = {proved: (grant: Grant) => send({type: 'proved', grant}), left: () => send({type: 'back'})};
    return {
      ...shared,
      done: () => this.endsHere(),
      proof: (account) => proofIn(this, this.screenFocus, {purpose: 'synchronize', account}, on),
    };
  }
}
