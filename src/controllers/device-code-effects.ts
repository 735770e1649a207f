import type {DeviceList} from '../domain/device-list.js';
import {failure, success, type Result} from '../domain/problems.js';
import type {DeviceCodeEffect, DeviceCodeEvent, DeviceCodeState} from '../flows/device-code-state.js';
import type {VaultList} from '../ports/vault.js';
import {toDeviceList, type DeviceSession} from './device-session.js';
import type {FlowController} from './flow-before.js';

export type DeviceCodeFlow = FlowController<DeviceCodeState, DeviceCodeEvent, DeviceCodeEffect>;

/** The effects that concern the device; the others are the element's own. */
export type DeviceCodeCall = Extract<DeviceCodeEffect, {type: 'read-list' | 'unlock' | 'make'}>;

export interface DeviceCodeParts {
  readonly flow: DeviceCodeFlow;
  readonly session: DeviceSession;
  readonly loadList: () => Promise<VaultList>;
  /** Takes the code; nobody else is shown it. */
  readonly fill: (code: string) => void;
}

/** Runs one call of the flow; it ends in exactly one event. A call that was given up ends in none. */
export function runDeviceCodeCall(effect: DeviceCodeCall, parts: DeviceCodeParts): void {
  const {flow, session, fill} = parts;
  const {signal} = flow.begin(effect.attempt);
  const {attempt} = effect;
  switch (effect.type) {
    case 'read-list':
      return void readList(parts).then((result) => flow.end(signal, {type: 'list-read', attempt, result}));
    case 'unlock':
    case 'make':
      void makeCode(session, effect).then((made) => {
        if (signal.aborted) return;
        flow.end(signal, {type: 'made', attempt, result: made.ok ? success(made.value.next) : made});
        if (made.ok) fill(made.value.code);
      });
  }
}

async function readList({loadList}: DeviceCodeParts): Promise<Result<DeviceList | null>> {
  try {
    const summary = await (await loadList()).read();
    return summary.ok ? success(summary.value && toDeviceList(summary.value)) : summary;
  } catch {
    return failure({code: 'unreachable', hint: 'the part of KB-OTP that reads the list did not load'});
  }
}

async function makeCode(session: DeviceSession, effect: Extract<DeviceCodeCall, {type: 'unlock' | 'make'}>) {
  const opened = effect.type === 'unlock' ? await session.unlock(effect.by) : success(null);
  return opened.ok ? session.code(effect.account) : opened;
}
