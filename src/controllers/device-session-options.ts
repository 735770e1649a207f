import type {Clock} from '../ports/clock.js';
import type {DeviceEndpoint} from '../ports/device-endpoint.js';
import type {CallOptions} from '../ports/endpoint.js';
import type {OpenVault, Vault} from '../ports/vault.js';

export interface DeviceSessionOptions {
  readonly loadVault: () => Promise<Vault>;
  /** Locks an open vault in time; resolves to how customers show that they are there. */
  readonly watchOver: (vault: OpenVault) => Promise<() => void>;
  readonly endpoint: () => DeviceEndpoint;
  /** Options for a call that is no attempt of the flow but part of one. */
  readonly callOptions: () => CallOptions;
  /** Epoch milliseconds, endpoint time. */
  readonly now: () => number;
  /** The page's own, for what is sent again. */
  readonly clock: Pick<Clock, 'now' | 'wakeAt'>;
  /** `unconfirmed` is another, or more attempts have failed than the customer has been told of. */
  readonly onNews: () => void;
  /** The open vault has been locked, and not by `lock`. */
  readonly onLock: () => void;
}
