/**
 * The end of a form that does something with the customer's money: the proof, how it stands, and the button. What was
 * sent without an answer can be sent again with the same proof; the broker takes it once.
 */

import type {Purpose, Transaction} from '../../src/index.js';
import {askForGrant} from './ask.js';
import {thisChannel} from './channels.js';
import {h} from './dom.js';
import {place, type Act, type Placed} from './host-api.js';
import {refusalText} from './refusals.js';
import {chosenAccount} from './settings.js';
import {say, type TextId} from './texts.js';

export interface ActTexts {
  readonly send: TextId;
  readonly accepted: TextId;
}

export interface ActParts {
  readonly form: HTMLFormElement;
  /** Within the form, where the end stands. */
  readonly place: HTMLElement;
  readonly purpose: Purpose;
  /** What the form says; only asked when the form is valid. */
  readonly read: () => Transaction;
  readonly texts: ActTexts;
  readonly onAccepted?: () => void;
}

interface Attempt {
  readonly key: string;
  readonly act: Act;
}

type Outcome = {readonly tone: 'good' | 'bad' | 'busy'; readonly text: TextId; readonly number?: string} | null;

/** @returns how to stop it: whatever was being verified is dropped */
export function endWithAct({form, place: end, purpose, read, texts, onAccepted}: ActParts): () => void {
  const proof = h('div', {class: 'proof'});
  const line = h('p', {class: 'outcome', role: 'status', tabindex: '-1'});
  const button = h('button', {type: 'submit', class: 'send'});
  let unanswered: Attempt | null = null;
  let asked = 0;

  const show = (outcome: Outcome) => {
    line.textContent = outcome ? say(outcome.text, {number: outcome.number ?? ''}) : '';
    line.dataset['tone'] = outcome?.tone ?? '';
    button.hidden = proof.hasChildNodes();
    button.disabled = outcome?.tone === 'busy';
    button.textContent = say(unanswered ? 'sendAgain' : texts.send);
  };
  const drop = () => {
    asked += 1;
    unanswered = null;
    proof.replaceChildren();
    show(null);
  };
  const send = async (attempt: Attempt) => {
    unanswered = attempt;
    show({tone: 'busy', text: 'sending'});
    const placed: Placed<{number: string}> = await place(attempt.act, attempt.key);
    if (placed.type === 'unknown') return show({tone: 'bad', text: 'orderNotSent'});
    unanswered = null;
    if (placed.type === 'refused') return show({tone: 'bad', text: refusalText(placed.code)});
    show({tone: 'good', text: texts.accepted, number: placed.act.number});
    onAccepted?.();
  };
  const prove = async () => {
    const mine = (asked += 1);
    const transaction = read();
    const question = {channel: thisChannel().id, account: chosenAccount(), purpose, transaction};
    const answer = askForGrant(proof, question);
    show(null);
    const grant = await answer;
    if (mine !== asked) return;
    proof.replaceChildren();
    if (grant === null) return show(null);
    await send({key: crypto.randomUUID(), act: {transaction, account: grant.account, grant: grant.token}});
  };

  const handleInput = (event: Event) => void (proof.contains(event.target as Node) || drop());
  const handleSubmit = (event: Event) => {
    event.preventDefault();
    if (proof.hasChildNodes() || button.disabled) return;
    void (unanswered ? send(unanswered) : prove());
  };
  end.append(proof, line, button);
  form.addEventListener('input', handleInput);
  form.addEventListener('submit', handleSubmit);
  show(null);
  return () => {
    drop();
    form.removeEventListener('input', handleInput);
    form.removeEventListener('submit', handleSubmit);
  };
}
