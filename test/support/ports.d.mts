/** A port of this machine that nobody listens on, and that the system gives to nobody. */
export function standingPort(): Promise<number>;
