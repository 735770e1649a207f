/** KB-Trade waits for an approval behind a line that is cut, an endpoint that is started anew, a laptop that sleeps. */

import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {connect, createServer, type AddressInfo, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import type {Page, Request} from 'playwright-core';
import type {Demo} from '../../demo/server.js';
import {defaultPolicy} from '../../server/src/domain/policy.js';
import {launchChromium} from '../support/browser.mjs';
import {account, button, enrol, field, open, openList, twoSteps, type DeviceStage} from './device-support.js';
import {orderRows, startTestDemo} from './support.js';

const purposes = ['order'] as const;
const dataDir = mkdtempSync(join(tmpdir(), 'kb-otp-cut-line-'));
let passed = 0;

/** A line before whatever listens behind it, which can be cut at any time: what comes next connects anew. */
async function openLine() {
  const sockets = new Set<Socket>();
  let behind = 0;
  const server = createServer((near) => {
    const far = connect(behind, 'localhost');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    /** @param url of what listens behind it from now on */
    lead(url: string): void {
      behind = Number(new URL(url).port);
    },
    cut,
    close(): void {
      cut();
      server.close();
    },
  };
}

const line = await openLine();

async function startBehind(): Promise<Demo> {
  const approvals = {purposes, numberMatching: true};
  const policy = {...defaultPolicy, approvals, boundCodes: {...defaultPolicy.boundCodes, purposes}};
  const endpoint = {policy, clockShift: () => passed};
  const started = await startTestDemo({port: 0, dataDir, allowedOrigins: [line.url], endpoint});
  line.lead(started.url);
  return started;
}

let demo: Demo;
let stage: DeviceStage;
let list: Page;
let desk: Page;

before(async () => {
  const browser = await launchChromium();
  demo = await startBehind();
  stage = {
    demo: {url: line.url, close: () => demo.close()},
    browser,
    dataDir,
    log: () => '',
    now: () => Date.now() + passed,
    pass: (milliseconds) => void (passed += milliseconds),
    stopAtStep: () => assert.fail('this clock goes on'),
  };
  const phone = await browser.newContext();
  await (await enrol(stage, phone)).close();
  stage.pass(twoSteps);
  list = await openList(stage, phone);
  const office = await browser.newContext();
  await office.addInitScript(tellWhatIsHeard, HEARD);
  desk = await open(stage, office, 'kb-trade', {view: 'home', accounts: account});
});

const HEARD = 'an approval is heard';

/** In the page: what has passed the line may be lost with it before a script has read it. */
function tellWhatIsHeard(said: string): void {
  const {prototype} = ReadableStreamDefaultReader;
  const {read} = prototype;
  prototype.read = async function (this: ReadableStreamDefaultReader<unknown>) {
    const piece = await read.call(this);
    if (String(piece.value).includes('event: approval')) console.debug(said);
    return piece;
  };
}

/** Resolves when the page has read of its stream how things stand. */
const approvalHeard = () => desk.waitForEvent('console', (message) => message.text() === HEARD);

after(async () => {
  await stage.browser.close();
  await demo.close();
  line.close();
  rmSync(dataDir, {recursive: true, force: true});
});

const isQuestion = (request: Request) => /\/approval\?wait=/.test(request.url());

/** Orders at the desk, up to where its page hears by a stream. */
async function order(): Promise<void> {
  const streaming = approvalHeard();
  await desk.locator('#send:enabled').click();
  await streaming;
  await desk.locator('otp-verify [part=number]').waitFor();
}

const shownNumber = async () => (await desk.locator('otp-verify [part=number]').innerText()).trim();

/** Approves what waits on the phone, by the digits that the desk shows. */
async function approve(shown?: string): Promise<void> {
  const number = shown ?? (await shownNumber());
  await list.locator('otp-requests button.bar').click();
  await field(list).fill(number);
  await button(list, 'Phê duyệt').click();
  await button(list, 'Xong').click();
}

const accepted = (count: number) =>
  orderRows(desk)
    .nth(count - 1)
    .waitFor();

describe('an order that waits for the phone goes through', () => {
  test('though the line is cut five times, and its page asks for nothing but the stream', async () => {
    const questions: string[] = [];
    const note = (request: Request) => void (isQuestion(request) && questions.push(request.url()));
    desk.on('request', note);
    await order();
    for (let cuts = 0; cuts < 5; cuts += 1) {
      const again = approvalHeard();
      line.cut();
      await again;
    }
    await approve();
    await accepted(1);
    desk.off('request', note);
    assert.deepEqual(questions, []);
  });

  test('though the endpoint is stopped and started anew meanwhile', async () => {
    await order();
    const again = approvalHeard();
    await demo.close();
    demo = await startBehind();
    await again;
    await approve();
    await accepted(2);
  });

  test('though it is approved while the laptop sleeps, and its connections are gone when it wakes', async () => {
    await order();
    const laptop = await desk.context().newCDPSession(desk);
    const number = await shownNumber();
    await laptop.send('Page.setWebLifecycleState', {state: 'frozen'});
    await approve(number);
    line.cut();
    await laptop.send('Page.setWebLifecycleState', {state: 'active'});
    await accepted(3);
  });
});
