// Made from locales/*.xlf by `npm run localize`.
import {templates as approving} from './en/approving.js';
import {templates as cancel} from './en/cancel.js';
import {templates as covering} from './en/covering.js';
import {templates as deviceCode} from './en/device-code.js';
import {templates as device} from './en/device.js';
import {templates as enroll} from './en/enroll.js';
import {templates as list} from './en/list.js';
import {templates as problemsLate} from './en/problems-late.js';
import {templates as problems} from './en/problems.js';
import {templates as requestsBar} from './en/requests-bar.js';
import {templates as requests} from './en/requests.js';
import {templates as scan} from './en/scan.js';
import {templates as scanning} from './en/scanning.js';
import {templates as synchronize} from './en/synchronize.js';
import {templates as verify} from './en/verify.js';

export const templates = {...approving, ...cancel, ...covering, ...deviceCode, ...device, ...enroll, ...list, ...problemsLate, ...problems, ...requestsBar, ...requests, ...scan, ...scanning, ...synchronize, ...verify};
