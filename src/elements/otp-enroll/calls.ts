import type {DeviceSession} from '../../controllers/device-session.js';
import type {Calls} from '../../controllers/flow.js';
import type {EnrollEffect, EnrollEvent} from '../../flows/enroll-state.js';
import type {DeviceEndpoint} from '../../ports/device-endpoint.js';
import type {CallOptions, Endpoint} from '../../ports/endpoint.js';

interface Parts {
  readonly session: DeviceSession;
  readonly endpoint: () => Endpoint;
  readonly device: () => DeviceEndpoint;
  readonly deviceName: () => string;
}

type Registration = Extract<EnrollEffect, {type: 'register'}>;

/** How each call of the flow is made. */
export const enrollCalls = (parts: Parts): Calls<EnrollEvent, EnrollEffect> => {
  const {session, endpoint, device, deviceName} = parts;
  return {
    'read-list': async () => ({type: 'list-read', result: await session.readList()}),
    'check-pending': async ({enrolment}, options) => ({
      type: 'pending-checked',
      result: await device().getEnrolment(enrolment, options),
    }),
    'load-status': async ({account, channel}, options) => ({
      type: 'status-loaded',
      result: await endpoint().getAuthentication({account, channel, purpose: 'enroll'}, options),
    }),
    'check-proofs': async ({grants, accounts}, options) => ({
      type: 'proofs-checked',
      result: await device().checkEnrolmentProofs({grants: [...grants], accounts: [...accounts]}, options),
    }),
    unlock: async () => ({type: 'unlocked', result: await session.unlock('password')}),
    register: async (effect, options) => ({type: 'registered', result: await register(effect, parts, options)}),
    secure: async ({enrolment}) => ({type: 'secured', result: await session.secure(enrolment, deviceName())}),
    activate: async ({enrolment}, options) => ({
      type: 'activated',
      result: await session.activate(enrolment, options),
    }),
    finish: async () => ({type: 'finished', result: await session.finish()}),
  };
};

async function register(
  {grants, accounts, deviceName, device}: Registration,
  {session, device: endpoint}: Parts,
  options: CallOptions,
) {
  const keys = await session.createKeys();
  if (!keys.ok) return keys;
  const {publicKey, own} = keys.value;
  const [grant = '', ...furtherGrants] = grants;
  const further = furtherGrants.length > 0 && {furtherGrants};
  const place = device ? {device} : {deviceKey: own.publicKey};
  return endpoint().createEnrolment({grant, ...further, accounts, deviceName, publicKey, ...place}, options);
}
