/** What a bundler puts in place of the name, where one does. */
declare const process: {readonly env: {readonly NODE_ENV?: string}};

const mode = (): string | undefined => {
  try {
    return process.env.NODE_ENV;
  } catch {
    return undefined;
  }
};

const REFUSED = 'kb-otp/testing accepts any code and must not be part of a page that customers see';

/** @throws {Error} where this is a production build */
export function refuseInProduction(): void {
  if (mode() === 'production') throw new Error(REFUSED);
}

/** @throws {Error} always */
export function refuse(): never {
  throw new Error(REFUSED);
}
