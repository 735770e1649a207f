import type {Problem} from '../domain/problems.js';

export const notLoaded: Problem = {code: 'unreachable', hint: 'a part of KB-OTP could not be loaded'};
