/** Every state that the verify flow can come to, and every event in each of them. */
import assert from 'node:assert/strict';
import {before, describe, test} from 'node:test';
import {isDeveloperProblem} from '../../src/domain/problems.js';
import {initialVerifyState, verify} from '../../src/flows/verify.js';
import type {VerifyEffect, VerifyEvent, VerifyState, VerifyTransition} from '../../src/flows/verify-state.js';
import {CODE, facts, INCOMPLETE, isFact, isWish, obstructed, walked} from './alphabets/verify.js';
import {frozen, steps, type At} from './verify-states.js';
import {leadingTo, onCircles, reachableFrom, type Edge, type Walk} from './walk.js';

const inFlight: ReadonlySet<string> = new Set([
  'loading',
  'requesting',
  'resending',
  'submitting',
  'checking',
  'opening-cancel',
]);
const isCall = (effect: VerifyEffect) => 'attempt' in effect;
const inWords = ({request: {accounts}, ...state}: VerifyState) => JSON.stringify({accounts, ...state}).slice(0, 300);

/** A number is used for a second call only to ask for the same challenge, which may have been made already. */
const mayRepeat = (state: VerifyState, event: VerifyEvent) =>
  event.type === 'retry' && state.step === 'failed' && 'sameAttempt' in state.retry && state.retry.sameAttempt;

/** What holds of every event in every state, by what is said when it does not. */
function broken(state: VerifyState, event: VerifyEvent, [following, ...effects]: VerifyTransition): string[] {
  const calls = effects.filter(isCall);
  const number = calls.length === 0 || mayRepeat(state, event) ? state.attempt : state.attempt + 1;
  const tells = effects.some(({type}) => type === 'emit-verified');
  const rules: Readonly<Record<string, boolean>> = {
    'no change, no effect': following !== state || effects.length === 0,
    'in flight is a state': following === state || calls.length === (inFlight.has(following.step) ? 1 : 0),
    'a call has a number of its own': [following, ...calls].every(({attempt}) => attempt === number),
    'a code is sent by a submit alone': calls.every(({type}) => (type === 'answer') === (event.type === 'submit')),
    'the host page hears of it once': following === state || tells === (following.step === 'verified'),
    'verified is earned': following.step !== 'verified' || isEarned(following),
  };
  return Object.keys(rules).filter((rule) => !rules[rule]);
}

function isEarned({request: asked, account: chosen, grant: earned, reused}: At<'verified'>): boolean {
  const isForThis = earned.channel === asked.channel && earned.purpose === asked.purpose;
  return earned.account === chosen && (isForThis || (reused && earned.scope === 'session'));
}

function take(state: VerifyState, event: VerifyEvent): VerifyState {
  const transition = verify(state, event);
  const rules = broken(state, event, transition);
  if (rules.length > 0) assert.fail(`${rules.join(', ')}: ${JSON.stringify(event)} in ${inWords(state)}`);
  return frozen(transition[0]);
}

const isOver = ({step}: VerifyState) => step === 'idle' || step === 'verified';
const isObstructed = (state: VerifyState) =>
  (state.step === 'failed' && isDeveloperProblem(state.problem)) || (state.step === 'dismissed' && state.configProblem);

describe('every event in every state that the verify flow can come to', () => {
  let all: Walk<VerifyState, VerifyEvent>;
  /** What the endpoint and the customer can bring about between them. */
  let between: readonly Edge<VerifyState, VerifyEvent>[];
  /** The states where the customer has something to do: what the host page has to mend is out. */
  let open: readonly VerifyState[];

  before(() => {
    all = walked(take);
    between = all.edges.filter(({event}) => isFact(event) || isWish(event));
    const unobstructed = reachableFrom(
      initialVerifyState,
      all.edges.filter(({event}) => event !== obstructed),
    );
    open = [...unobstructed].filter((state) => !isOver(state) && !isObstructed(state));
  });

  test('is taken without a throw, calls under a number of its own, and comes to every step', () => {
    assert.deepEqual(new Set(all.states.map(({step}) => step)), new Set(steps));
    assert.ok(all.states.length > 1000, `${all.states.length} kinds of state`);
  });

  test('returns the same state where nothing changes: no two ends of an edge are alike, unless something is done', () => {
    for (const {from, event, to} of all.edges)
      assert.ok(JSON.stringify(from) !== JSON.stringify(to) || verify(from, event).length > 1, inWords(from));
  });

  test('leaves the code in no state', () => {
    for (const state of all.states) {
      const text = JSON.stringify(state);
      assert.ok(!text.includes(CODE) && !text.includes(INCOMPLETE), inWords(state));
    }
  });

  test('leaves a way to be verified, by what the customer does and the endpoint answers', () => {
    const goals = all.states.filter(({step}) => step === 'verified');
    const hopeful = leadingTo(goals, between);
    for (const state of open) assert.ok(hopeful.has(state), inWords(state));
  });

  test('leaves the customer something to do that leads elsewhere', () => {
    const moves = between.filter(({event, from, to}) => isWish(event) && from.step !== to.step);
    const movable = new Set(moves.map(({from}) => from));
    for (const state of open) assert.ok(movable.has(state), inWords(state));
  });

  test('lets the customer go away while a call is in flight', () => {
    for (const state of all.states.filter(({step}) => inFlight.has(step)))
      assert.equal(verify(state, {type: 'dismiss'})[0].step, 'dismissed', inWords(state));
  });

  test('lets the customer try again where something went wrong', () => {
    for (const state of open.filter(({step}) => ['failed', 'outcome-unknown', 'dismissed'].includes(step)))
      assert.notEqual(verify(state, {type: 'retry'})[0].step, state.step, inWords(state));
  });

  test('comes to rest: no endpoint can keep the element calling without the customer', () => {
    const circles = onCircles(between.filter(({event}) => isFact(event)));
    assert.deepEqual([...new Set([...circles].map(({step}) => step))], []);
  });

  test('drops an answer to any other call', () => {
    for (const state of all.states)
      for (const attempt of [state.attempt - 1, state.attempt + 1])
        for (const event of facts) {
          const late = {...event, attempt} as VerifyEvent;
          if (verify(state, late)[0] !== state) assert.fail(`${JSON.stringify(late)} in ${inWords(state)}`);
        }
  });
});
