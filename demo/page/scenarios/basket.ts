/** KB-Trade's list of orders on the main page: in a frame, so that its dialog leaves the phone to the customer. */

import {tellFrame, type FromFrame} from '../wire/link.js';
import {settingsQuery} from '../common/settings.js';
import {openFrame} from './shelf.js';

export interface Basket {
  /** Shows the orders, and asks for the proof as if the customer had pressed the button. */
  sign(): void;
  /** Takes them away with what is being asked. */
  close(): void;
}

export function createBasket(place: HTMLElement, onMessage: (message: FromFrame) => void): Basket {
  let frame: HTMLIFrameElement | null = null;
  const tell = (type: 'sign' | 'drop') => {
    if (frame?.contentWindow) tellFrame(frame.contentWindow, {type});
  };
  const open = () => {
    const address = `/web/kb-trade-basket.html?${settingsQuery()}`;
    frame = openFrame('kb-trade-basket', {name: 'KB-Trade', address, stage: place, onMessage});
    frame.addEventListener('load', () => tell('sign'), {once: true});
  };
  return {
    sign() {
      place.hidden = false;
      if (frame) tell('sign');
      else open();
      place.scrollIntoView({block: 'nearest'});
    },
    close() {
      place.hidden = true;
      tell('drop');
    },
  };
}
