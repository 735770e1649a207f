/**
 * The end of a form that does something with the customer's money: the proof, how it stands, and the button. What was
 * sent without an answer can be sent again with the same proof; the broker takes it once.
 */

import type {TakenTransaction} from '../../acts.js';
import type {Purpose} from '../../../src/index.js';
import {askForGrant} from '../common/ask.js';
import {thisChannel} from '../common/channels.js';
import {h} from '../common/dom.js';
import {place, type Act, type Placed} from '../wire/host-api.js';
import {refusalText} from './refusals.js';
import {chosenAccount} from '../common/settings.js';
import {say, type TextId} from '../texts/texts.js';

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
  readonly read: () => TakenTransaction;
  readonly texts: ActTexts;
  readonly onAccepted?: () => void;
}

interface Attempt {
  readonly key: string;
  readonly act: Act;
}

type Outcome = {readonly tone: 'good' | 'bad' | 'busy'; readonly text: TextId; readonly number?: string} | null;

/** @returns how to stop it: whatever was being verified is dropped */
export function endWithAct(parts: ActParts): () => void {
  const {form, place: end} = parts;
  const act = new ActEnd(parts);
  const handleInput = ({target}: Event) => void (act.holds(target as Node) || act.drop());
  const handleSubmit = (event: Event) => {
    event.preventDefault();
    act.goOn();
  };
  end.append(...act.nodes);
  form.addEventListener('input', handleInput);
  form.addEventListener('submit', handleSubmit);
  return () => {
    act.drop();
    form.removeEventListener('input', handleInput);
    form.removeEventListener('submit', handleSubmit);
  };
}

class ActEnd {
  readonly #parts: ActParts;
  readonly #proof = h('div', {class: 'proof'});
  readonly #line = h('p', {class: 'outcome', role: 'status', tabindex: '-1'});
  readonly #button = h('button', {type: 'submit', class: 'send'});
  #unanswered: Attempt | null = null;
  /** Number of the latest question: the answer to an earlier one is nobody's. */
  #asked = 0;

  constructor(parts: ActParts) {
    this.#parts = parts;
    this.#show(null);
  }

  get nodes(): readonly HTMLElement[] {
    return [this.#proof, this.#line, this.#button];
  }

  holds(node: Node): boolean {
    return this.#proof.contains(node);
  }

  /** The form says something else now. */
  drop(): void {
    this.#asked += 1;
    this.#unanswered = null;
    this.#proof.replaceChildren();
    this.#show(null);
  }

  /** The next step: ask for the proof, or send again what had no answer. */
  goOn(): void {
    if (this.#proof.hasChildNodes() || this.#button.disabled) return;
    void (this.#unanswered ? this.#send(this.#unanswered) : this.#prove());
  }

  async #prove(): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    const {purpose, read} = this.#parts;
    const transaction = read();
    const question = {channel: thisChannel().id, account: chosenAccount(), purpose, transaction};
    const answer = askForGrant(this.#proof, question);
    this.#show(null);
    const grant = await answer;
    if (mine !== this.#asked) return;
    this.#proof.replaceChildren();
    if (grant === null) return this.#show(null);
    await this.#send({key: crypto.randomUUID(), act: {transaction, account: grant.account, grant: grant.token}});
  }

  async #send(attempt: Attempt): Promise<void> {
    const {texts, onAccepted} = this.#parts;
    this.#unanswered = attempt;
    this.#show({tone: 'busy', text: 'sending'});
    const placed: Placed<{number: string}> = await place(attempt.act, attempt.key);
    // The form was changed, or the account, while it was on its way: what it says now is another act.
    if (this.#unanswered !== attempt) return placed.type === 'accepted' ? onAccepted?.() : undefined;
    if (placed.type === 'unknown') return this.#show({tone: 'bad', text: 'orderNotSent'});
    this.#unanswered = null;
    if (placed.type === 'refused') return this.#show({tone: 'bad', text: refusalText(placed.code)});
    this.#show({tone: 'good', text: texts.accepted, number: placed.act.number});
    onAccepted?.();
  }

  #show(outcome: Outcome): void {
    this.#line.textContent = outcome ? say(outcome.text, {number: outcome.number ?? ''}) : '';
    this.#line.dataset['tone'] = outcome?.tone ?? '';
    this.#button.hidden = this.#proof.hasChildNodes();
    this.#button.disabled = outcome?.tone === 'busy';
    this.#button.textContent = say(this.#unanswered ? 'sendAgain' : this.#parts.texts.send);
  }
}
