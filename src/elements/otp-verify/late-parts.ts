import type {Endpoint} from '../../ports/endpoint.js';
import {unloadedEndpoint} from '../../wiring/endpoint.js';
import type {Flow} from '../internal/flow-schema.js';
import type {ApprovingPart} from './approving.js';
import type {CoveringPart} from './covering.js';
import {isScannable, mayMakeCode, type Asked} from './nested.js';
import type {PagePart} from './page-part.js';
import type {ScanningPart} from './scanning.js';
import type {Late, VerifySchema} from './screens.js';

/** Milliseconds that a customer who could type waits for what may take the place of the field. */
const PATIENCE = 2000;

const ignore = () => {};

/** Each brings what only some customers or pages need, once they do. */
export interface Parts {
  /** What uses this device's own codes. */
  deviceCode: () => Promise<unknown>;
  /** What cancels KB-OTP in place. */
  cancel: () => Promise<unknown>;
  /** For a page that sets `mode` or calls `request()`. */
  page: () => Promise<PagePart>;
  /** For a challenge that another device of the customer's may answer. */
  approving: () => Promise<ApprovingPart>;
  /** For a challenge that the customer's own device may scan. */
  scanning: () => Promise<ScanningPart>;
  /** For an endpoint that lets one verification cover later acts. */
  covering: () => Promise<CoveringPart>;
}

const none = () => Promise.reject(new Error('no parts'));

/** Of an element that no module of `define/` has defined. */
export const noParts: Parts = {
  deviceCode: none,
  cancel: none,
  page: none,
  approving: none,
  scanning: none,
  covering: none,
};

/** How the parts take part in an element. */
type Around = Pick<Late, 'host' | 'connect' | 'spoken'> & {
  /** The customer is to type after all. */
  readonly onField: () => void;
};

export interface LateParts extends Late {
  /** The endpoint that the element asks. Where the page's part can't be loaded, every call says so. */
  readonly connected: (endpoint: Endpoint) => Promise<Endpoint>;
  /** @param isFirst whether the device takes the place of the field */
  readonly putFirst: (isFirst: boolean) => void;
  readonly handleStep: (state: VerifySchema['state']) => void;
}

/** Brings what is needed for what is asked, and decides whether the customer's own device is asked before the field. */
export function lateParts(parts: Parts, flow: Flow<VerifySchema>, around: Around): LateParts {
  const {host, connect, onField} = around;
  let patience: ReturnType<typeof setTimeout> | undefined;
  const know = (known: boolean | null) => {
    clearTimeout(patience);
    late.deviceFirst = known;
  };
  /** Whoever types may scan as well. Nobody waits for it who could type. */
  const scan = async () => {
    const {state} = flow;
    if ('challenge' in state && isScannable(state)) await parts.scanning().then((part) => part.scanning(late), ignore);
  };
  const putFirst = (isFirst: boolean) => {
    know(isFirst);
    if (!isFirst) {
      onField();
      void scan();
    }
    host.requestUpdate();
  };
  /** A customer who could type does not wait long for this device's list, nor for what reads it. */
  const waitFor = (part: Promise<unknown>) => {
    const typeCode = () => {
      if (late.deviceFirst === null) putFirst(false);
    };
    void part.catch(typeCode);
    patience = setTimeout(typeCode, PATIENCE);
  };
  /** What comes late stands back behind the field, which is there by then. */
  const askElsewhere = async ({challenge}: Asked) => {
    const scannable = scan();
    if ('approval' in challenge) (await parts.approving()).approving(late, flow, late.deviceFirst !== null);
    await scannable;
    putFirst(false);
  };
  const late: LateParts = {
    ...around,
    screens: [],
    deviceFirst: null,
    reach: (endpoint) => endpoint,
    putFirst,
    async connected(endpoint) {
      const reached = late.reach(endpoint);
      return host.mode === 'verify'
        ? reached
        : parts.page().then(({collect}) => collect(host, reached, connect()[1]), unloadedEndpoint);
    },
    handleStep(state) {
      const asked = 'challenge' in state ? state : null;
      // Nobody waits for it: without it less is offered, and less said.
      if (asked ? asked.challenge.sessionOffer : host.grant?.sessionGrant)
        void parts.covering().then(({covering}) => covering(late), ignore);
      if (!asked) know(null);
      else if (late.deviceFirst !== null) return;
      else if (mayMakeCode(asked)) waitFor(parts.deviceCode());
      else if ('approval' in asked.challenge || isScannable(asked)) waitFor(askElsewhere(asked));
      else late.deviceFirst = false;
    },
  };
  return late;
}
