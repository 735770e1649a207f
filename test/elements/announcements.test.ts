/** What a screen reader is given, read from the accessibility tree that Chromium hands it (4.1.3, 1.3.1). */
import {executeServerCommand} from '@web/test-runner-commands';
import {expect} from 'chai';
import {challenge, fill, problem, reached, send, statusWith, type Scene} from '../../stories/fixtures/index.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {mount} from './support/mount.js';

interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: {readonly value: string};
  readonly name?: {readonly value: string};
  readonly description?: {readonly value: string};
  readonly childIds?: readonly string[];
}

const cdp = <Answer>(method: string) => executeServerCommand<Answer, object>('cdp', {method});

async function tree(): Promise<readonly AxNode[]> {
  await cdp('Accessibility.enable');
  return (await cdp<{nodes: AxNode[]}>('Accessibility.getFullAXTree')).nodes;
}

/** The texts below a node, as they are spoken. */
function spokenBelow(nodes: readonly AxNode[], {childIds = []}: AxNode): string {
  const children = childIds.map((id) => nodes.find(({nodeId}) => nodeId === id)).filter((node) => node !== undefined);
  return children
    .map((child) =>
      child.role?.value === 'StaticText' && !child.ignored ? (child.name?.value ?? '') : spokenBelow(nodes, child),
    )
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

async function statusSpoken(): Promise<string> {
  const nodes = await tree();
  const lines = nodes.filter(({role, ignored}) => role?.value === 'status' && !ignored);
  expect(lines, 'one live region').to.have.length(1);
  return spokenBelow(nodes, lines[0] as AxNode);
}

/** Hears the status line whenever the element has come to a step. */
function listen(element: OtpVerify): () => Promise<readonly string[]> {
  const heard: string[] = [];
  let last = Promise.resolve();
  element.addEventListener('otp-step', () => {
    last = last.then(async () => {
      await element.updateComplete;
      heard.push(await statusSpoken());
    });
  });
  return async () => {
    await last;
    return heard.filter((text, index) => text !== '' && text !== heard[index - 1]);
  };
}

/** An answer that waits until the one before it was heard. */
const slowly =
  <Answer>(heard: () => Promise<unknown>, answer: (scene: Scene) => Answer) =>
  async (scene: Scene): Promise<Answer> => {
    // The step that asks is told of once it has asked.
    await Promise.resolve();
    await heard();
    return answer(scene);
  };

describe('what is announced', () => {
  it('a code that is wrong and one that is right: each sentence once, in their order', async () => {
    let heard: () => Promise<readonly string[]> = () => Promise.resolve([]);
    const {element} = mount({
      lang: 'en',
      script: {
        getAuthentication: slowly(() => heard(), statusWith('sms')),
        createChallenge: slowly(
          () => heard(),
          ({request}) => challenge.sms({...request, resendIn: 0}),
        ),
        answerChallenge: [
          slowly(
            () => heard(),
            () => problem('code_invalid', {attemptsLeft: 3}),
          ),
          slowly(
            () => heard(),
            ({grant}) => grant,
          ),
        ],
      },
    });
    heard = listen(element);
    await reached(element, 'code');
    await send(element, 'code');
    await heard();
    await send(element, 'verified');
    expect(await heard()).to.deep.equal([
      'Getting ready to verify…',
      'Checking the code…',
      'Wrong code. You have 3 tries left.',
      'Checking the code…',
      'Verified',
    ]);
  });

  it('the field is one textbox: its label, then what is authorized, where the code is and how things stand', async () => {
    const {element} = mount({
      lang: 'en',
      script: {getAuthentication: statusWith('sms'), createChallenge: challenge.sms()},
    });
    const screen = await reached(element, 'code');
    fill(screen.field(), '12x');
    await element.updateComplete;
    const boxes = (await tree()).filter(({role, ignored}) => role?.value === 'textbox' && !ignored);
    expect(boxes.map(({name}) => name?.value)).to.deep.equal(['Authentication code']);
    const described = boxes[0]?.description?.value ?? '';
    const order = ['Sign in', 'We sent a code', 'Enter the code by', 'The code has digits only'].map((words) =>
      described.indexOf(words),
    );
    expect(order, described).to.deep.equal([...order].sort((one, other) => one - other));
    expect(order, described).not.to.include(-1);
  });

  it('slots, icons and the time that ticks are for the eye alone', async () => {
    const {element} = mount({lang: 'en'});
    const screen = await reached(element, 'code');
    fill(screen.field(), '123');
    await element.updateComplete;
    const nodes = (await tree()).filter(({ignored}) => !ignored);
    const said = nodes.map(({name}) => name?.value ?? '').filter((name) => /^\d$|\d:\d\d (left|remaining)/.test(name));
    expect(said).to.deep.equal([]);
    expect(nodes.filter(({role}) => role?.value === 'image')).to.deep.equal([]);
  });
});
