import type {Problem} from '../domain/problems.js';

export const notLoaded: Problem = {code: 'unreachable', hint: 'the part of KB-OTP that unlocks could not be loaded'};
