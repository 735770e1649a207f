/** A UUID for one attempt. */
export const newIdempotencyKey = (): string => crypto.randomUUID();
