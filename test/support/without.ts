/** Runs in a browser that lacks a feature, or has something else in its place; gives it back afterwards. */
export async function without<Value>(
  holder: object,
  feature: string,
  run: () => Promise<Value>,
  instead?: unknown,
): Promise<Value> {
  let owner: object | null = holder;
  while (owner && !Object.hasOwn(owner, feature)) owner = Object.getPrototypeOf(owner) as object | null;
  const original = owner && Object.getOwnPropertyDescriptor(owner, feature);
  if (!owner || !original) throw new Error(`this browser has no ${feature} as it is`);
  if (instead === undefined) Reflect.deleteProperty(owner, feature);
  else Object.defineProperty(owner, feature, {configurable: true, writable: true, value: instead});
  try {
    return await run();
  } finally {
    Object.defineProperty(owner, feature, original);
  }
}
