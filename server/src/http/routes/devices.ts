import type { Hono } from 'hono';
import { deviceState, removeAccount, resetPassword } from '../../services/devices.js';
import { registerDeviceKey } from '../../services/device-key.js';
import { resynchronizeDevice } from '../../services/resynchronization.js';
import { confirmUnlock, createUnlock } from '../../services/unlocks.js';
import { sendOutcome } from '../responses.js';
import { bareCommand, command } from '../command.js';
import type { HttpContext, HttpEnv, HttpDeps } from '../context.js';
import { nameOf } from '../names.js';

export function deviceRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  const { deps } = http;
  const deviceOf = (c: HttpContext) => nameOf(c, http, 'OpaqueId', 'device');

  app.get('/devices/:device', async (c) => {
    const outcome = await deviceState(deps, c.get('session'), deviceOf(c));
    return sendOutcome(c, outcome, deps.store.estimatedNow());
  });

  unlockRoutes(app, http, deviceOf);

  app.post(
    '/devices/:device/key',
    command(http, {
      schema: 'DeviceKeyRegistration',
      status: 200,
      codes: ['/mac'],
      run: (c, body, remember) => registerDeviceKey(deps, c.get('session'), { ...body, device: deviceOf(c) }, remember),
    }),
  );

  app.post(
    '/devices/:device/password-reset',
    bareCommand(http, (c, remember) => resetPassword(deps, c.get('session'), deviceOf(c), remember), 'device'),
  );

  app.post(
    '/devices/:device/accounts/:account/removal',
    bareCommand(
      http,
      (c, remember) => {
        const account = nameOf(c, http, 'AccountId', 'account');
        return removeAccount(deps, c.get('session'), { device: deviceOf(c), account }, remember);
      },
      'device',
    ),
  );

  app.post(
    '/devices/:device/resynchronizations',
    command(http, {
      schema: 'ResynchronizationRequest',
      status: 200,
      caller: 'device',
      codes: ['/codes/0', '/codes/1'],
      run: (c, { account, codes: [first = '', second = ''], grant }, remember) => {
        const request = { device: deviceOf(c), account, codes: [first, second], grant } as const;
        return resynchronizeDevice(deps, c.get('session'), request, remember);
      },
    }),
  );
}

function unlockRoutes(app: Hono<HttpEnv>, http: HttpDeps, deviceOf: (c: HttpContext) => string): void {
  const { deps } = http;

  app.post(
    '/devices/:device/unlocks',
    command(http, {
      schema: 'UnlockRequest',
      status: 200,
      caller: 'device',
      codes: ['/blindedElement'],
      run: (c, { blindedElement }, remember) =>
        createUnlock(deps, c.get('session'), { device: deviceOf(c), blindedElement }, remember),
    }),
  );

  app.post(
    '/devices/:device/unlocks/:unlock/confirmation',
    command(http, {
      schema: 'UnlockConfirmation',
      status: 200,
      caller: 'device',
      codes: ['/mac'],
      run: (c, { mac }, remember) => {
        const unlock = nameOf(c, http, 'OpaqueId', 'unlock');
        return confirmUnlock(deps, c.get('session'), { device: deviceOf(c), unlock, mac }, remember);
      },
    }),
  );
}
