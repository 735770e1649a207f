/** A trading page: its order ticket, its orders, its KB-OTP section. The document has one. */

import {byId} from '../common/dom.js';
import {refreshOrders, renderOrders} from './order-list.js';
import {renderSection, startSection} from '../frame/section.js';
import {watchSession} from '../wire/session.js';
import {say, translate} from '../texts/texts.js';
import * as ticket from './ticket.js';

export interface Desk {
  /** For whom orders are placed from now on. */
  setAccount(account: string): Promise<void>;
  /** Says everything again, in the language of now. */
  render(): void;
  /** There is no session to work in. */
  fail(): void;
}

export function startDesk(): Desk {
  translate(document);
  ticket.startTicket(() => void refreshOrders());
  startSection();
  watchSession();
  renderOrders();
  return {
    async setAccount(account) {
      byId('session-over', HTMLElement).hidden = true;
      ticket.setAccount(account);
      renderSection();
      await refreshOrders();
    },
    render() {
      translate(document);
      ticket.render();
      renderOrders();
      renderSection();
    },
    fail() {
      byId('outcome', HTMLElement).textContent = say('cannotStart');
      byId('send', HTMLButtonElement).disabled = true;
    },
  };
}
