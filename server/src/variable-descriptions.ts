/** What the docs' table says of each variable of the environment. */

import { defaultPolicy, minute, second } from './domain/policy.js';
import { knownPushServices } from './domain/push.js';
import { describeRetention } from './domain/retention.js';
import { samplers } from './telemetry/variables.js';
import { logLevels, usualPort, type Name } from './variables.js';

export interface Description {
  readonly what: string;
  /** What holds without it. */
  readonly otherwise: string;
}

const mustBe = 'must be set';

export const descriptions: Readonly<Record<Name, Description>> = {
  DATABASE_URL: {
    what: 'PostgreSQL, for any number of processes. Without it SQLite, for one process, whose clock is then the only one',
    otherwise: 'SQLite',
  },
  DATABASE_MIGRATION_URL: {
    what: 'The same database past a pooler that lends connections by the transaction (PgBouncer): each start brings the schema up to date by it, under a lock that needs a connection of its own',
    otherwise: '`DATABASE_URL`',
  },
  KB_OTP_DATA_DIR: { what: 'Folder of SQLite’s file, and of the keys made in development', otherwise: '`.data`' },
  KB_OTP_DATABASE_CONNECTIONS: { what: 'Connections to PostgreSQL that a process opens at most', otherwise: '10' },
  KB_OTP_DATABASE_TIMEOUT: {
    what: 'Seconds that a request waits for a connection to PostgreSQL, and a statement for its answer',
    otherwise: '5',
  },
  KB_OTP_SEAL_KEY: {
    what: '32 random bytes, base64: seals seeds, cards and password hashes at rest (AES-256-GCM). Several with commas: the first seals, all open. To exchange it, put the new one last at every process, then first, and take the old one away when the endpoint starts without it',
    otherwise: mustBe,
  },
  KB_OTP_OPRF_KEY: {
    what: 'The same for the keys that guard KB-OTP passwords; not one of the others',
    otherwise: mustBe,
  },
  KB_OTP_SESSION_KEY: {
    what: 'Checks the session tokens that your login signs (HS256); 32 characters or more. Several with commas: any of them may have signed. To exchange it, put the new one beside it, let your login sign with that, and take the old one away when its sessions are over',
    otherwise: `${mustBe}, or the next`,
  },
  KB_OTP_SESSION_JWKS: {
    what: 'More keys, chosen by the token’s `kid`: a JWK Set, or its https address. Public keys (RSA, EC, Ed25519), or secrets for HS256 (`oct`, not by address)',
    otherwise: 'none',
  },
  KB_OTP_SESSION_ISSUER: {
    what: 'What a token’s `iss` must be; must be set where public keys are',
    otherwise: 'not looked at',
  },
  KB_OTP_SESSION_AUDIENCE: {
    what: 'What a token’s `aud` must be, or hold; must be set where public keys are. Set it: without it a token that your login made for another service opens this one',
    otherwise: 'not looked at',
  },
  KB_OTP_SESSION_HOURS: {
    what: 'Hours from now that a token’s `exp` may lie ahead; one that lasts longer is refused',
    otherwise: '720',
  },
  KB_OTP_SERVICE_KEY: {
    what: 'Your back end’s key, which may do everything; 32 characters or more',
    otherwise: mustBe,
  },
  KB_OTP_SERVICE_CREDENTIALS: {
    what: 'Further keys of your systems, each for some scopes (`redeem`, `provision`, `helpdesk`, `audit`, `outbox`, `privacy`), as `kb-otp-endpoint keys new` prints them; separated by commas',
    otherwise: 'none',
  },
  KB_OTP_KMS_URL: {
    what: 'Vault or OpenBao (https), whose engine Transit unwraps keys. Any of `KB_OTP_SEAL_KEY`, `KB_OTP_OPRF_KEY`, `KB_OTP_SCAN_KEY`, `KB_OTP_SESSION_KEY`, `KB_OTP_SERVICE_KEY` and `KB_OTP_DELIVERY_KEY`, and each of several with commas, may stand wrapped (`vault:v1:…`), as `kb-otp-endpoint keys wrap` prints it',
    otherwise: 'none: no key is wrapped',
  },
  KB_OTP_KMS_NAMESPACE: { what: 'Its namespace', otherwise: 'none' },
  KB_OTP_KMS_MOUNT: { what: 'Path where Transit is mounted', otherwise: '`transit`' },
  KB_OTP_KMS_KEY_NAME: { what: 'Name of the key there under which the others are wrapped', otherwise: '`kb-otp`' },
  KB_OTP_KMS_TOKEN: { what: 'Token that may decrypt with that key', otherwise: 'none' },
  KB_OTP_KMS_TOKEN_FILE: { what: 'File that has the token in its place, as an agent writes it', otherwise: 'none' },
  KB_OTP_KMS_PATIENCE: {
    what: 'Seconds that a start waits for a KMS that is away before it is given up',
    otherwise: '60',
  },
  KB_OTP_ALLOWED_ORIGINS: { what: 'Exact origins of pages on other hosts, separated by commas', otherwise: 'none' },
  KB_OTP_DELIVERY_URL: { what: 'Where SMS, email and voice messages are posted (https)', otherwise: mustBe },
  KB_OTP_DELIVERY_KEY: { what: 'Bearer token for that address', otherwise: 'none' },
  KB_OTP_CHANNELS: {
    what: 'A JSON file with your further channels (see “Channels”)',
    otherwise: 'the six',
  },
  KB_OTP_VAPID_KEY: {
    what: 'Private key (VAPID) by which browsers are told that a request waits for approval there (Web Push); `npx web-push generate-vapid-keys` makes one. With another key every device subscribes anew, when its list is next opened',
    otherwise: 'none: no browser is',
  },
  KB_OTP_VAPID_CONTACT: {
    what: 'Whom the push services write to: `mailto:` or `https:`',
    otherwise: 'none; must be set beside a key',
  },
  KB_OTP_PUSH_SERVICES: {
    what: 'Hosts that the endpoint posts to because a browser said so, with commas; `*.` stands for any names before',
    otherwise: `\`${knownPushServices.join(',')}\``,
  },
  KB_OTP_WAKE_URL: {
    what: 'Your gateway, which wakes your own app (APNs, FCM) on a device that has no Web Push (https)',
    otherwise: 'none',
  },
  KB_OTP_WAKE_KEY: {
    what: 'Signs what is posted there (Standard Webhooks): `whsec_` and `openssl rand -base64 32`',
    otherwise: 'none; must be set beside the address',
  },
  KB_OTP_SMS_PAGES: {
    what: 'Host of each channel’s page (`kb-trade=trade.example`, with commas): text messages end in `@host #code`, which a browser there fills in by itself (WebOTP)',
    otherwise: 'none',
  },
  KB_OTP_HOTLINE: { what: 'Telephone number that notices and locked screens name', otherwise: 'none' },
  KB_OTP_REDUCED_LIMIT: {
    what: 'Dong that cash transfers may not exceed together in the 24 hours after a change of method; `0` for no such limit',
    otherwise: '10000000',
  },
  KB_OTP_MESSAGES_PER_HOUR: {
    what: 'Codes sent in an hour for one account, for one session and to one number, answered or not',
    otherwise: String(defaultPolicy.messages.perHour),
  },
  KB_OTP_MESSAGES_PER_DAY: { what: 'The same in 24 hours', otherwise: String(defaultPolicy.messages.perDay) },
  KB_OTP_NUMBER_PREFIXES: {
    what: 'Beginnings of the numbers that codes go to by SMS and voice, with commas (`+84,+82=50`); no others get one. `=50`: unread codes in an hour, to all of these numbers together, from which on the share counts',
    otherwise: '`+84`',
  },
  KB_OTP_UNREAD_PER_RANGE: {
    what: 'Codes by SMS and voice in an hour that nobody answers, to one range of 10,000 numbers, from which on the share counts',
    otherwise: String(defaultPolicy.toll.perRange),
  },
  KB_OTP_UNREAD_PER_ADDRESS: {
    what: 'The same, asked for from one address; of IPv6 from one /64',
    otherwise: String(defaultPolicy.toll.perAddress),
  },
  KB_OTP_UNREAD_SHARE: {
    what: 'Percent of the codes of that hour that may go unread before there are no more, but for numbers that have answered in the last 30 days; `100`: no such limit',
    otherwise: String(defaultPolicy.toll.unreadShare),
  },
  KB_OTP_KEYLESS_DEVICES_UNTIL: {
    what: 'Date, such as `2027-03-01`, from which devices that were registered before devices had keys must prove themselves like all others; those that have not been opened until then register anew (`kb_otp_unlocks_total{event="without-proof"}` says how many still are)',
    otherwise: 'none: when they have registered one',
  },
  KB_OTP_APPROVALS: {
    what: 'Purposes (`login,order,cash-transfer`) that the customer may approve on the device that makes the codes. Begin once every page in use shows the two digits, and bind the codes of the same purposes',
    otherwise: 'none',
  },
  KB_OTP_BOUND_CODES: {
    what: 'Purposes (`order,cash-transfer`) for which KB-OTP has to answer a question that follows from the act itself. Begin once every page and every app in use knows bound codes',
    otherwise: 'none',
  },
  KB_OTP_BOUND_CODE_SUITE: {
    what: 'How they are made (RFC 6287): a question of eight digits and a time step of 15 to 120 seconds',
    otherwise: `\`${defaultPolicy.boundCodes.suite}\``,
  },
  KB_OTP_SCAN_KEY: {
    what: '32 random bytes, base64: signs what a page shows as a QR code (ES256), so that the device that makes the codes takes it for yours. It concerns the purposes of `KB_OTP_BOUND_CODES`. Several with commas: the first signs, devices are told all. To exchange it, put the new one last at every process, and first once every list has been opened since; a device that has not is told that the code is not yours until its list is opened online',
    otherwise: 'none: nothing is scanned',
  },
  KB_OTP_SCAN_SECONDS: {
    what: 'Seconds, 5 to 60, after which the QR code is another; a device takes the one before for five more',
    otherwise: String(defaultPolicy.scan.period / second),
  },
  KB_OTP_SESSION_GRANTS: {
    what: 'Purposes and minutes (`order=30`) that one verification covers in its session, where the customer asks for that; `0`: every time. Never cash transfers, nor what changes a method. Begin once every process has this version',
    otherwise: 'none: every act is verified',
  },
  KB_OTP_SESSION_GRANT_IDLE: {
    what: 'Minutes without a covered act after which it covers none any more',
    otherwise: String(defaultPolicy.sessionGrants.idle / minute),
  },
  KB_OTP_FOUR_EYES: {
    what: 'Acts of the help desk (`unlock,suspend,resume,revoke-device,end-sessions`) that a second agent has to approve',
    otherwise: 'none',
  },
  KB_OTP_FOUR_EYES_KEYS: {
    what: '`2`: the second agent comes by another service key than the first, so that no one system speaks for both',
    otherwise: '`1`',
  },
  KB_OTP_FOUR_EYES_MINUTES: { what: 'Minutes in which the second agent decides', otherwise: '60' },
  KB_OTP_HELPDESK_PER_AGENT: {
    what: 'Requests of the help desk in a minute for each agent, at all processes together',
    otherwise: String(defaultPolicy.helpDesk.perAgent),
  },
  KB_OTP_HELPDESK_PER_KEY: {
    what: 'The same for each service key',
    otherwise: String(defaultPolicy.helpDesk.perCredential),
  },
  KB_OTP_RETENTION_DAYS: {
    what: `Days for which what is over is kept, by table, with commas; those that are not named keep theirs. The least is \`${describeRetention('least')}\``,
    otherwise: `\`${describeRetention('usual')}\``,
  },
  KB_OTP_REQUESTS_PER_SESSION: {
    what: 'Requests in a minute for each session, at all processes together; each further process may add a tenth',
    otherwise: '300',
  },
  KB_OTP_REQUESTS_PER_ADDRESS: {
    what: 'The same of those without a session, for each address; of IPv6 for each /64',
    otherwise: '1200',
  },
  KB_OTP_TRUSTED_PROXY: {
    what: '`1`: the last address in `X-Forwarded-For` is the client’s, because your proxy wrote it',
    otherwise: '`0`',
  },
  HOST: { what: 'Address to listen on', otherwise: '`localhost`' },
  PORT: { what: 'Port to listen on', otherwise: usualPort },
  KB_OTP_OPERATIONS_HOST: { what: 'Address for `/healthz`, `/readyz` and `/metrics`', otherwise: '`HOST`' },
  KB_OTP_OPERATIONS_PORT: { what: 'Port for them; don’t open it to customers', otherwise: 'the one after `PORT`' },
  KB_OTP_MAX_CONNECTIONS: { what: 'Connections that a process takes at once; more are closed', otherwise: '2000' },
  KB_OTP_SHUTDOWN_DELAY: {
    what: 'Seconds after `SIGTERM` in which `/readyz` says 503 and requests are still taken, for your load balancer to notice',
    otherwise: '3, in development 0',
  },
  KB_OTP_LOG_LEVEL: { what: `One of ${logLevels.join(', ')}`, otherwise: '`info`' },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    what: 'Collector that takes traces (OTLP over HTTP, as JSON), such as `https://collector.example:4318`. What OpenTelemetry has beside it works too: `OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_EXPORTER_OTLP_TIMEOUT`, `OTEL_EXPORTER_OTLP_CERTIFICATE`, `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`',
    otherwise: 'none: nothing is exported',
  },
  OTEL_EXPORTER_OTLP_PROTOCOL: { what: 'There is one', otherwise: '`http/json`' },
  OTEL_TRACES_SAMPLER: {
    what: `Which traces are exported: ${samplers.map((name) => `\`${name}\``).join(', ')}`,
    otherwise: '`parentbased_always_on`: all but those whose `traceparent` says no',
  },
  OTEL_TRACES_SAMPLER_ARG: { what: 'The share of them that a ratio takes, from 0 to 1', otherwise: '1' },
  OTEL_SDK_DISABLED: { what: '`true`: nothing is exported, whatever the others say', otherwise: '`false`' },
  KB_OTP_DEVELOPMENT: {
    what: '`1`: demo accounts, an inbox instead of delivery, keys made on first start',
    otherwise: '`0`',
  },
  NODE_ENV: { what: '`production` refuses development', otherwise: 'none' },
};
