/** Takes the place of `developer.ts` in the files for a page without a bundler: nothing is told, no text is there. */
export const tellDeveloper = (): void => undefined;
export const deprecated = (): void => undefined;
