import {noChange} from 'lit';
import {directive, Directive, type ElementPart} from 'lit/directive.js';
import type {KbOtpElement} from './kb-otp-element.js';

/** The element around. */
export type Around = KbOtpElement & {readonly messages: object};

const stopHere = (event: Event): void => event.stopPropagation();

class ConnectedAs extends Directive {
  render(_host: Around): typeof noChange {
    return noChange;
  }

  override update({element}: ElementPart, [host]: [Around]): typeof noChange {
    const {endpoint, channel, timeout, credentials, getSessionToken, messages, density} = host;
    Object.assign(element, {endpoint, channel, timeout, credentials, getSessionToken, messages, density});
    element.addEventListener('otp-step', stopHere);
    return noChange;
  }
}

/**
 * Stands in the tag of an element inside another: gives it the endpoint, the channel, the session, the wording and
 * the density of the one around it. Which of its screens is shown is no business of the page.
 */
export const connectedAs = directive(ConnectedAs);
