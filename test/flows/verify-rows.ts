/** Rows `state x event -> state, effects` about the verify flow. */
import assert from 'node:assert/strict';
import {verify} from '../../src/flows/verify.js';
import type {VerifyEffect, VerifyEvent, VerifyState} from '../../src/flows/verify-state.js';
import {frozen} from './verify-states.js';

export * from './verify-states.js';

/** A test, as `node:test` takes it. */
type Test = readonly [title: string, run: () => void];

/** In this state, this event leads to that state and has these effects, in this order. */
export const leadsTo = (
  title: string,
  from: VerifyState,
  event: VerifyEvent,
  to: VerifyState,
  ...effects: readonly VerifyEffect[]
): Test => [title, () => assert.deepEqual(verify(frozen(from), frozen(event)), [to, ...effects])];

/** In this state, this event means nothing: the very same state comes back, and nothing is done. */
export const isIgnored = (title: string, from: VerifyState, event: VerifyEvent): Test => [
  title,
  () => {
    const [state, ...effects] = verify(frozen(from), frozen(event));
    assert.equal(state, from);
    assert.deepEqual(effects, []);
  },
];
