/**
 * The end of a form that does something with the customer's money: the proof, how it stands, and the button. What was
 * sent without an answer can be sent again with the same proof; the broker takes it once.
 */

import type {TakenTransaction} from '../../acts.js';
import type {Grant, Purpose} from '../../../src/index.js';
import {askForGrant, type Question} from '../common/ask.js';
import {thisChannel} from '../common/channels.js';
import {h} from '../common/dom.js';
import {place, type Act, type Placed} from '../wire/host-api.js';
import {refusalText} from './refusals.js';
import {chosenAccount} from '../common/settings.js';
import {say, type TextId} from '../texts/texts.js';

export interface ActTexts {
  readonly send: TextId;
  readonly accepted: TextId;
  /** Where it is no single order. */
  readonly unanswered?: TextId;
  readonly refused?: TextId;
}

/** What is said where there is no grant; null for nothing. */
export type Left = TextId | null;

/** @param place below the form, for what needs one */
export type Ask = (question: Question, place: HTMLElement, signal: AbortSignal) => Promise<Grant | Left>;

/** @param accepted what the broker has taken */
type Values = (accepted: unknown) => Readonly<Record<string, string>>;

export interface ActParts {
  readonly form: HTMLFormElement;
  /** Within the form, where the end stands. */
  readonly place: HTMLElement;
  readonly purpose: Purpose;
  /** What the form says; only asked when the form is valid. */
  readonly read: () => TakenTransaction;
  readonly texts: ActTexts;
  /** In place of an element below the form. */
  readonly ask?: Ask;
  /** What the texts name; the act's number where it is not said. */
  readonly values?: Values;
  readonly onAccepted?: () => void;
}

interface Attempt {
  readonly key: string;
  readonly act: Act;
}

type Outcome = {
  readonly tone: 'good' | 'bad' | 'busy';
  readonly text: TextId;
  readonly values?: ReturnType<Values>;
} | null;

const askBelow: Ask = (question, place) => askForGrant(place, question);

const numberOf: Values = (accepted) => ({number: (accepted as {readonly number: string}).number});

export interface End {
  /** Whatever was being verified is dropped. */
  drop(): void;
  /** Says everything again, in the language of now. */
  render(): void;
}

export function endWithAct(parts: ActParts): End {
  const {form, place: end} = parts;
  const act = new ActEnd(parts);
  end.append(...act.nodes);
  form.addEventListener('input', ({target}) => void (act.holds(target as Node) || act.drop()));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    act.goOn();
  });
  return act;
}

class ActEnd implements End {
  readonly #parts: ActParts;
  readonly #proof = h('div', {class: 'proof'});
  readonly #line = h('p', {class: 'outcome', role: 'status', tabindex: '-1'});
  readonly #button = h('button', {type: 'submit', class: 'send'});
  #outcome: Outcome = null;
  #unanswered: Attempt | null = null;
  /** Of the latest question: the answer to an earlier one is nobody's. */
  #asked = new AbortController();

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
    this.#asked.abort();
    this.#unanswered = null;
    this.#proof.replaceChildren();
    this.#show(null);
  }

  /** The next step: ask for the proof, or send again what had no answer. */
  goOn(): void {
    if (this.#proof.hasChildNodes() || this.#button.disabled) return;
    void (this.#unanswered ? this.#send(this.#unanswered) : this.#prove());
  }

  render(): void {
    const outcome = this.#outcome;
    this.#line.textContent = outcome ? say(outcome.text, outcome.values) : '';
    this.#line.dataset['tone'] = outcome?.tone ?? '';
    this.#button.hidden = this.#proof.hasChildNodes();
    this.#button.disabled = outcome?.tone === 'busy';
    this.#button.textContent = say(this.#unanswered ? 'sendAgain' : this.#parts.texts.send);
  }

  async #prove(): Promise<void> {
    this.#asked.abort();
    this.#asked = new AbortController();
    const {signal} = this.#asked;
    const {purpose, read, ask = askBelow} = this.#parts;
    const transaction = read();
    const question = {channel: thisChannel().id, account: chosenAccount(), purpose, transaction};
    const answer = ask(question, this.#proof, signal);
    this.#show(null);
    const grant = await answer;
    if (signal.aborted) return;
    this.#proof.replaceChildren();
    if (grant === null) return this.#show(null);
    if (typeof grant === 'string') return this.#show({tone: 'bad', text: grant});
    await this.#send({key: crypto.randomUUID(), act: {transaction, account: grant.account, grant: grant.token}});
  }

  async #send(attempt: Attempt): Promise<void> {
    const {texts, values = numberOf, onAccepted} = this.#parts;
    this.#unanswered = attempt;
    this.#show({tone: 'busy', text: 'sending'});
    const placed: Placed<unknown> = await place(attempt.act, attempt.key);
    // The form was changed, or the account, while it was on its way: what it says now is another act.
    if (this.#unanswered !== attempt) return placed.type === 'accepted' ? onAccepted?.() : undefined;
    if (placed.type === 'unknown') return this.#show({tone: 'bad', text: texts.unanswered ?? 'orderNotSent'});
    this.#unanswered = null;
    if (placed.type === 'refused') return this.#show({tone: 'bad', text: texts.refused ?? refusalText(placed.code)});
    this.#show({tone: 'good', text: texts.accepted, values: values(placed.act)});
    onAccepted?.();
  }

  #show(outcome: Outcome): void {
    this.#outcome = outcome;
    this.render();
  }
}
