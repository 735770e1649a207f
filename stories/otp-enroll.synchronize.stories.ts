import type {Meta} from '@storybook/web-components-vite';
import {metaOf, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {synchronize} from './fixtures/states/synchronize.js';

const meta: Meta<Args> = {...metaOf(synchronize), title: 'otp-enroll/Synchronize'};
export default meta;

const state = storiesFrom(synchronize);
export const Loading: Story = state('loading');
export const Explaining: Story = state('explaining');
export const ExplainingLapsed: Story = state('explaining, lapsed');
export const Proving: Story = state('proving');
export const ProofRefused: Story = state('proof refused');
export const Synchronizing: Story = state('synchronizing');
export const Checking: Story = state('checking');
export const OutcomeUnknown: Story = state('outcome unknown');
export const Done: Story = state('done');
export const DoneTheAnswerWasLost: Story = state('done, the answer was lost');
export const InSync: Story = state('in sync');
export const NoDerivatives: Story = state('no derivatives');
export const BaseNotEnrolled: Story = state('base not enrolled');
export const BaseLapsed: Story = state('base lapsed');
export const Declined: Story = state('declined');
export const SessionExpired: Story = state('session expired');
export const Offline: Story = state('offline');
export const LockedUntil: Story = state('locked until');
