import type {Challenge} from '../../domain/contract.js';
import type {Endpoint} from '../../ports/endpoint.js';
import {OtpSubmitEvent} from '../../submit-event.js';
import {connectCollecting, newDesk, type Desk} from '../../wiring/collecting.js';
import type {Connection} from '../../wiring/endpoint.js';

/** What is under way at each element. */
const desks = new WeakMap<HTMLElement, Desk>();

const deskOf = (element: HTMLElement): Desk => {
  const desk = desks.get(element) ?? newDesk();
  desks.set(element, desk);
  return desk;
};

/** The endpoint of an element in collect mode: its codes go to whoever hears `otp-submit`. */
export const collect = (
  element: HTMLElement & {readonly challenge: Challenge | null},
  endpoint: Endpoint,
  options: Connection,
): Endpoint =>
  connectCollecting(
    endpoint,
    element.challenge,
    {
      desk: deskOf(element),
      submit: (submission, {account, id, method}, {signal, idempotencyKey}) => {
        const facts = {account, challengeId: id, method: method.kind, signal, idempotencyKey};
        element.dispatchEvent(new OtpSubmitEvent(facts, submission));
      },
    },
    options,
  );
