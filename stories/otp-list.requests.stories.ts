import type {Meta} from '@storybook/web-components-vite';
import {metaOf, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {list} from './fixtures/states/list.js';

const meta: Meta<Args> = {...metaOf(list), title: 'otp-list/Requests'};
export default meta;

const state = storiesFrom(list);
export const LockedARequestWaits: Story = state('locked, a request waits');
export const ARequestWaits: Story = state('a request waits');
export const SeveralRequestsWait: Story = state('several requests wait');
export const ChoosingARequest: Story = state('choosing a request');
export const ARequest: Story = state('a request');
export const ARequestForACashTransfer: Story = state('a request for a cash transfer');
export const ARequestWithAWarning: Story = state('a request with a warning');
export const ARequestWithoutDigits: Story = state('a request without digits');
export const Approving: Story = state('approving');
export const WrongDigits: Story = state('wrong digits');
export const WrongDigitsNoTryLeft: Story = state('wrong digits, no try left');
export const AnApprovalByACodeThatWasUsed: Story = state('an approval by a code that was used');
export const AnApprovalThatWasNotHeardOf: Story = state('an approval that was not heard of');
export const Approved: Story = state('approved');
export const AskedForTheReason: Story = state('asked for the reason');
export const Rejecting: Story = state('rejecting');
export const Rejected: Story = state('rejected');
export const RejectedItWasNotTheCustomer: Story = state('rejected, it was not the customer');
export const ARequestThatIsGone: Story = state('a request that is gone');
