import type {Meta} from '@storybook/web-components-vite';
import {metaOf, synchronizing, type AccountArgs, type AccountStory} from './fixtures/kits/account.js';

const meta: Meta<AccountArgs> = {...metaOf('synchronize'), title: 'otp-enroll/Synchronize'};
export default meta;

export const Loading: AccountStory = synchronizing('loading');
export const Explaining: AccountStory = synchronizing('explaining');
export const ExplainingLapsed: AccountStory = synchronizing('explaining, lapsed');
export const Proving: AccountStory = synchronizing('proving');
export const ProofRefused: AccountStory = synchronizing('proof refused');
export const Synchronizing: AccountStory = synchronizing('synchronizing');
export const Checking: AccountStory = synchronizing('checking');
export const OutcomeUnknown: AccountStory = synchronizing('outcome unknown');
export const Done: AccountStory = synchronizing('done');
export const DoneTheAnswerWasLost: AccountStory = synchronizing('done, the answer was lost');
export const InSync: AccountStory = synchronizing('in sync');
export const NoDerivatives: AccountStory = synchronizing('no derivatives');
export const BaseNotEnrolled: AccountStory = synchronizing('base not enrolled');
export const BaseLapsed: AccountStory = synchronizing('base lapsed');
export const Declined: AccountStory = synchronizing('declined');
export const SessionExpired: AccountStory = synchronizing('session expired');
export const Offline: AccountStory = synchronizing('offline');
export const LockedUntil: AccountStory = synchronizing('locked until');
